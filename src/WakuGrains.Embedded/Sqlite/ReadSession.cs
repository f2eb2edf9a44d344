using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>The statements that read, prepared once on a connection of their own; for one thread at a time.</summary>
internal sealed class ReadSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statements statements;
    private readonly StoreCipher cipher;
    private readonly ISecp256k1 curve;
    private readonly RecordOpener records;
    private readonly Statement entity;
    private readonly Statement record;
    private readonly Statement once;
    private readonly Statement keys;
    private readonly Statement messages;
    private readonly Statement mailbox;
    private readonly Statement outbox;
    private readonly Statement lanes;
    private readonly Statement letters;
    private readonly Statement letterLanes;
    private readonly Statement sent;
    private readonly Statement listeners;

    public ReadSession(SqliteConnection connection, StoreCipher cipher, ISecp256k1 curve)
    {
        this.connection = connection;
        statements = new Statements(connection);
        this.cipher = cipher;
        this.curve = curve;
        records = new RecordOpener(cipher, curve);
        entity = statements.Prepare("SELECT id, version, parts FROM entity WHERE kind = ?1 AND key = ?2");
        record = statements.Prepare("SELECT content FROM record WHERE entity_id = ?1 AND part = ?2");
        once = statements.Prepare(
            "SELECT receipt FROM once JOIN entity ON entity.id = entity_id WHERE kind = ?1 AND entity.key = ?2 AND once.key = ?3 AND kept_until_ms >= ?4"
        );
        keys = statements.Prepare(
            "SELECT key FROM entity WHERE kind = ?1 AND key >= ?2 AND key > ?3 ORDER BY key LIMIT 500"
        );
        messages = statements.Prepare(
            "SELECT sequence, origin, content FROM message JOIN mailbox ON mailbox.id = mailbox_id "
                + "WHERE key = ?1 AND sequence > max(?2, acknowledged_sequence) ORDER BY sequence LIMIT ?3"
        );
        mailbox = statements.Prepare("SELECT last_sequence, acknowledged_sequence FROM mailbox WHERE key = ?1");
        outbox = statements.Prepare(
            "SELECT outbox_id, pubsub_topic, message FROM envelope WHERE lane = ?1 AND outbox_id > ?2 "
                + "ORDER BY outbox_id LIMIT ?3"
        );
        lanes = statements.Prepare("SELECT DISTINCT lane FROM envelope WHERE lane > ?1 ORDER BY lane LIMIT 500");
        letters = statements.Prepare(
            "SELECT id, origin, content FROM letter WHERE lane = ?1 AND id > ?2 ORDER BY id LIMIT ?3"
        );
        letterLanes = statements.Prepare("SELECT DISTINCT lane FROM letter WHERE lane > ?1 ORDER BY lane LIMIT 500");
        sent = statements.Prepare(
            "SELECT entity.kind, entity.key, CASE WHEN max(status) = 2 THEN 2 ELSE min(status) END, min(accepted_ms) "
                + "FROM outbox JOIN entity ON entity.id = entity_id WHERE substr(message_id, 1, 8) = substr(?1, 1, 8) "
                + "AND message_id = ?1 AND entity.key >= ?2 AND entity.key < ?3 GROUP BY entity.id ORDER BY entity.key"
        );
        listeners = statements.Prepare("SELECT installation, content_topic, kind, symmetric_key FROM listener");
    }

    public StoredEntity ReadEntity(string kind, string key, IReadOnlyList<string> parts)
    {
        long id;
        long version;
        byte[] stored;
        using (var reader = entity.Query(kind, key))
        {
            if (!reader.Read())
                return new(0, [.. parts.Select(_ => (byte[]?)null)]);
            (id, version, stored) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetBytes(2));
        }

        var versions = PartVersions.Open(cipher, kind, key, version, stored);
        return new(version, [.. parts.Select(part => ReadPart(id, kind, key, part, versions.Of(part)))]);
    }

    public ReadOnlyMemory<byte>? FindOnce(string kind, string key, ReadOnlySpan<byte> onceKey, DateTimeOffset now)
    {
        var receipt = once.Bytes(kind, key, onceKey.ToArray(), now.ToUnixTimeMilliseconds());
        // Not a conditional expression: null would become an empty memory there.
        if (receipt is null)
            return null;
        return records.Receipt(kind, key, onceKey, receipt);
    }

    public ImmutableArray<string> ListKeys(string kind, string prefix, string after)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        using var reader = keys.Query(kind, prefix, after);
        while (reader.Read() && reader.GetString(0) is var key && key.StartsWith(prefix, StringComparison.Ordinal))
            found.Add(key);
        return found.ToImmutable();
    }

    public ImmutableArray<MailboxMessage> ReadMailbox(InstallationKey key, long afterSequence, int limit)
    {
        var name = key.ToString();
        var found = ImmutableArray.CreateBuilder<MailboxMessage>();
        using var reader = messages.Query(name, afterSequence, limit);
        while (reader.Read())
        {
            var content = records.Message(name, reader.GetBytes(1), reader.GetBytes(2));
            found.Add(new(reader.GetInt64(0), content));
        }

        return found.ToImmutable();
    }

    public MailboxStatus ReadMailboxStatus(InstallationKey key)
    {
        using var reader = mailbox.Query(key.ToString());
        return reader.Read() ? MailboxStatus.At(reader.GetInt64(0), reader.GetInt64(1)) : default;
    }

    public ImmutableArray<string> ListOutboxLanes(string after) => ListLanes(lanes, after);

    public ImmutableArray<string> ListLetterLanes(string after) => ListLanes(letterLanes, after);

    public ImmutableArray<OutboxEntry> ReadOutbox(string lane, long afterId, int limit)
    {
        var found = ImmutableArray.CreateBuilder<OutboxEntry>();
        using var reader = outbox.Query(lane, afterId, limit);
        while (reader.Read())
            found.Add(new(reader.GetInt64(0), lane, RecordOpener.Envelope(reader.GetString(1), reader.GetBytes(2))));
        return found.ToImmutable();
    }

    public ImmutableArray<LetterEntry> ReadLetters(string lane, long afterId, int limit)
    {
        var found = ImmutableArray.CreateBuilder<LetterEntry>();
        using var reader = letters.Query(lane, afterId, limit);
        while (reader.Read())
            found.Add(ReadLetter(reader.GetInt64(0), lane, reader.GetString(1), reader.GetBytes(2)));
        return found.ToImmutable();
    }

    public SentMessage? FindSent(InstallationKey sender, ReadOnlyMemory<byte> messageId)
    {
        // '0' follows '/': the range holds every session of the installation.
        using var reader = sent.Query(messageId.ToArray(), $"{sender}/", $"{sender}0");
        var recipients = ImmutableArray.CreateBuilder<RecipientStatus>();
        SentMessage? found = null;
        while (reader.Read())
        {
            var status = (SentStatus)reader.GetInt64(2);
            var acceptedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3));
            if (reader.GetString(0) == SessionDefinition.KindName)
                recipients.Add(new(SessionKey.Parse(curve, reader.GetString(1)).Peer, status));
            found = new(
                messageId,
                found is null || acceptedAt < found.AcceptedAt ? acceptedAt : found.AcceptedAt,
                [],
                found is null || status < found.Status ? status : found.Status
            );
        }

        return found is null ? null : found with { Recipients = recipients.ToImmutable() };
    }

    public ImmutableArray<TopicListener> ReadListeners()
    {
        var found = ImmutableArray.CreateBuilder<TopicListener>();
        using var reader = listeners.Query();
        while (reader.Read())
            found.Add(
                records.Listener(
                    reader.GetString(0),
                    reader.GetString(1),
                    (TopicKind)reader.GetInt64(2),
                    reader.IsNull(3) ? null : reader.GetBytes(3)
                )
            );
        return found.ToImmutable();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        statements.Dispose();
        connection.Dispose();
    }

    private byte[]? ReadPart(long id, string kind, string key, string part, long version) =>
        version == 0 ? null : records.Part(kind, key, part, version, record.Bytes(id, part));

    private static ImmutableArray<string> ListLanes(Statement statement, string after)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        using var reader = statement.Query(after);
        while (reader.Read())
            found.Add(reader.GetString(0));
        return found.ToImmutable();
    }

    // A damaged letter must not hide the others of its page.
    private LetterEntry ReadLetter(long id, string lane, string origin, byte[] content)
    {
        try
        {
            return new(id, lane, records.Letter(lane, origin, content));
        }
        catch (StateFormatException exception)
        {
            return new(id, lane, null) { Damage = exception };
        }
    }
}
