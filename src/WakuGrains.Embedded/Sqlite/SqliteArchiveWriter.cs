using Microsoft.Data.Sqlite;
using WakuGrains.Archives;
using WakuGrains.Engine;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Writes the records of an archive, which are in order, into an empty store; inside a transaction of its caller.</summary>
internal sealed class SqliteArchiveWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;
    private readonly StoreCipher cipher;
    private readonly RecordSealer records;
    private readonly Statements statements;
    private readonly EntityWriter entities;
    private readonly OutboxWriter outbox;
    private readonly LetterWriter letters;
    private readonly ListenerWriter listeners;
    private readonly Statement putMailbox;
    private readonly Statement putMessage;
    private (long Id, string Kind, string Key) entity;
    private int letterNumber;
    private (long Id, InstallationKey Key) mailbox;

    public SqliteArchiveWriter(SqliteTransaction transaction, StoreCipher cipher)
    {
        this.transaction = transaction;
        this.cipher = cipher;
        connection = transaction.Connection!;
        records = new RecordSealer(cipher);
        statements = new Statements(connection);
        entities = new EntityWriter(statements, cipher);
        outbox = new OutboxWriter(statements);
        letters = new LetterWriter(statements);
        listeners = new ListenerWriter(statements);
        putMailbox = statements.Prepare(
            "INSERT INTO mailbox (key, last_sequence, acknowledged_sequence) VALUES (?1, ?2, ?3) RETURNING id"
        );
        putMessage = statements.Prepare(
            "INSERT INTO message (mailbox_id, sequence, origin, content, received_ms) VALUES (?1, ?2, ?3, ?4, ?5)"
        );
    }

    /// <summary>Writes a record.</summary>
    /// <exception cref="ArgumentException">Something is beyond <see cref="EngineLimits"/>.</exception>
    public void Write(ArchiveRecord record)
    {
        switch (record)
        {
            case ArchiveRecord.Fingerprints fingerprints:
                FingerprintKey.Adopt(connection, transaction, cipher, fingerprints.Key.Span);
                break;
            case ArchiveRecord.Entity begun:
                Begin(begun);
                break;
            case ArchiveRecord.OnceKey once:
                entities.PutOnce(entity.Id, records.Once(entity.Kind, entity.Key, once.Once));
                break;
            case ArchiveRecord.Outbox waiting:
                outbox.Restore(entity.Id, entity.Key, waiting.Status, waiting.Envelope);
                break;
            case ArchiveRecord.Sent sent:
                outbox.Restore(entity.Id, entity.Key, sent.Status, envelope: null);
                break;
            case ArchiveRecord.Letter letter:
                var origin = Place.OfImportedLetter(entity.Kind, letterNumber++);
                letters.Add(entity.Key, records.Letter(entity.Key, origin, letter.Content));
                break;
            case ArchiveRecord.Mailbox begun:
                Begin(begun);
                break;
            case ArchiveRecord.Acknowledged message:
                var receivedMs = message.ReceivedAt.ToUnixTimeMilliseconds();
                putMessage.Run(mailbox.Id, message.Sequence, message.Fingerprint.ToArray(), (byte[]?)null, receivedMs);
                break;
            case ArchiveRecord.Message message:
                var stored = records.Message(mailbox.Key, message.Content);
                putMessage.Run(mailbox.Id, message.Sequence, stored.Origin, stored.Content, stored.ReceivedMs);
                break;
            case ArchiveRecord.Listener listener:
                listeners.Put(records.Listener(listener.Topic));
                break;
            case ArchiveRecord.End:
                break;
            default:
                throw new InvalidOperationException($"The store does not know the record {record.GetType().Name}.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => statements.Dispose();

    // Its versions begin anew: they bind a record to its store.
    private void Begin(ArchiveRecord.Entity begun)
    {
        const int version = 1;
        var (kind, key) = (begun.Kind, begun.Key);
        var parts = begun.Parts.Select(part => records.Part(kind, key, version, part));
        var (id, _) = entities.Write(new SealedCommit(kind, key, version - 1, [.. parts], [], []));
        entity = (id, kind, key);
        letterNumber = 0;
    }

    private void Begin(ArchiveRecord.Mailbox begun)
    {
        var id = putMailbox.Number(begun.Key.ToString(), begun.LastSequence, begun.AcknowledgedSequence)!.Value;
        mailbox = (id, begun.Key);
    }
}
