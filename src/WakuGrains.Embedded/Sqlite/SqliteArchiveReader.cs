using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using WakuGrains.Archives;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Reads everything that is in a store, once through. Holds a row of each table at a time.</summary>
internal sealed class SqliteArchiveReader : IDisposable
{
    private readonly Statements statements;
    private readonly StoreCipher cipher;
    private readonly RecordOpener records;
    private readonly Statement entities;
    private readonly Statement record;
    private readonly Statement onces;
    private readonly Statement outbox;
    private readonly Statement envelope;
    private readonly Statement letters;
    private readonly Statement mailboxes;
    private readonly Statement messages;
    private readonly Statement listeners;

    public SqliteArchiveReader(SqliteConnection connection, StoreCipher cipher, ISecp256k1 curve)
    {
        this.cipher = cipher;
        records = new RecordOpener(cipher, curve);
        // What is sorted may be more than fits in memory.
        using (var pragma = new Statement(connection, "PRAGMA temp_store = FILE"))
            pragma.Run();
        statements = new Statements(connection);
        entities = statements.Prepare("SELECT id, kind, key, version, parts FROM entity ORDER BY id");
        record = statements.Prepare("SELECT content FROM record WHERE entity_id = ?1 AND part = ?2");
        onces = statements.Prepare(
            "SELECT entity_id, key, receipt, kept_until_ms FROM once ORDER BY entity_id, kept_until_ms, key"
        );
        outbox = statements.Prepare(
            "SELECT entity_id, id, message_id, acknowledgement_id, status, accepted_ms FROM outbox ORDER BY entity_id, id"
        );
        envelope = statements.Prepare("SELECT pubsub_topic, message FROM envelope WHERE outbox_id = ?1");
        letters = statements.Prepare(
            "SELECT origin, content FROM letter WHERE lane = ?1 AND substr(origin, 1, length(?2) + 1) = ?2 || ':' ORDER BY id"
        );
        mailboxes = statements.Prepare("SELECT id, key, last_sequence, acknowledged_sequence FROM mailbox ORDER BY id");
        messages = statements.Prepare(
            "SELECT sequence, origin, content, received_ms FROM message WHERE mailbox_id = ?1 ORDER BY sequence"
        );
        listeners = statements.Prepare(
            "SELECT installation, content_topic, kind, symmetric_key FROM listener ORDER BY installation, content_topic, kind"
        );
    }

    /// <summary>Every record, and the end.</summary>
    /// <exception cref="StateFormatException">Something stored is not what was written.</exception>
    public IEnumerable<ArchiveRecord> ReadAll()
    {
        yield return new ArchiveRecord.Fingerprints(cipher.CopyFingerprintKey());
        var count = 1L;
        foreach (var each in ReadEntities().Concat(ReadMailboxes()).Concat(ReadListeners()))
        {
            yield return each;
            count++;
        }

        yield return new ArchiveRecord.End(count);
    }

    /// <inheritdoc/>
    public void Dispose() => statements.Dispose();

    private IEnumerable<ArchiveRecord> ReadEntities()
    {
        using var everyOnce = new RowGroups(onces);
        using var everySent = new RowGroups(outbox);
        using var rows = entities.Query();
        while (rows.Read())
        {
            var (id, kind, key) = (rows.GetInt64(0), rows.GetString(1), rows.GetString(2));
            var versions = PartVersions.Open(cipher, kind, key, rows.GetInt64(3), rows.GetBytes(4));
            yield return new ArchiveRecord.Entity(kind, key, [.. ReadParts(id, kind, key, versions)]);
            for (; everyOnce.IsOf(id); everyOnce.Next())
                yield return ReadOnce(kind, key, everyOnce.Row);
            for (; everySent.IsOf(id); everySent.Next())
                if (ReadSent(everySent.Row) is { } sent)
                    yield return sent;
            foreach (var letter in ReadLetters(kind, key))
                yield return letter;
        }

        everyOnce.RequireEnd();
        everySent.RequireEnd();
    }

    private IEnumerable<PartWrite> ReadParts(long id, string kind, string key, PartVersions versions) =>
        versions.All.Select(each => new PartWrite(
            each.Part,
            records.Part(kind, key, each.Part, each.Version, record.Bytes(id, each.Part))
        ));

    private ArchiveRecord.OnceKey ReadOnce(string kind, string key, Statement.Rows row)
    {
        var onceKey = row.GetBytes(1);
        return new(new(onceKey, records.Receipt(kind, key, onceKey, row.GetBytes(2)), Time(row.GetInt64(3))));
    }

    // Of what has gone and has no id nobody can ask.
    private ArchiveRecord? ReadSent(Statement.Rows row)
    {
        var status = new EnvelopeStatus(
            row.GetBytes(2),
            row.GetBytes(3),
            Time(row.GetInt64(5)),
            (SentStatus)row.GetInt64(4)
        );
        using var waiting = envelope.Query(row.GetInt64(1));
        if (waiting.Read())
            return new ArchiveRecord.Outbox(RecordOpener.Envelope(waiting.GetString(0), waiting.GetBytes(1)), status);
        return status.MessageId.IsEmpty ? null : new ArchiveRecord.Sent(status);
    }

    private IEnumerable<ArchiveRecord> ReadLetters(string kind, string lane)
    {
        using var rows = letters.Query(lane, kind);
        while (rows.Read())
            yield return new ArchiveRecord.Letter(records.Letter(lane, rows.GetString(0), rows.GetBytes(1)));
    }

    private IEnumerable<ArchiveRecord> ReadMailboxes()
    {
        using var rows = mailboxes.Query();
        while (rows.Read())
        {
            var key = rows.GetString(1);
            yield return new ArchiveRecord.Mailbox(InstallationKey.Parse(key), rows.GetInt64(2), rows.GetInt64(3));
            using var all = messages.Query(rows.GetInt64(0));
            while (all.Read())
                yield return ReadMessage(key, all);
        }
    }

    private ArchiveRecord ReadMessage(string mailbox, Statement.Rows row)
    {
        var (sequence, origin) = (row.GetInt64(0), row.GetBytes(1));
        return row.IsNull(2)
            ? new ArchiveRecord.Acknowledged(sequence, origin, Time(row.GetInt64(3)))
            : new ArchiveRecord.Message(sequence, records.Message(mailbox, origin, row.GetBytes(2)));
    }

    private IEnumerable<ArchiveRecord> ReadListeners()
    {
        using var rows = listeners.Query();
        while (rows.Read())
            yield return new ArchiveRecord.Listener(
                records.Listener(
                    rows.GetString(0),
                    rows.GetString(1),
                    (TopicKind)rows.GetInt64(2),
                    rows.IsNull(3) ? null : rows.GetBytes(3)
                )
            );
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
