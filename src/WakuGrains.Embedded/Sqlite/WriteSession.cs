using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>The statements that write, prepared once on the writer's connection. Runs inside a transaction of the writer.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly StoreCipher cipher;
    private readonly TimeProvider time;
    private readonly List<Statement> all = [];
    private SqliteTransaction? transaction;

    private readonly Statement advanceEntity;
    private readonly Statement insertEntity;
    private readonly Statement putRecord;
    private readonly Statement putOnce;
    private readonly Statement insertOutbox;
    private readonly Statement markDelivered;
    private readonly Statement markPublished;
    private readonly Statement putListener;
    private readonly Statement ensureMailbox;
    private readonly Statement nextSequence;
    private readonly Statement insertMessage;
    private readonly Statement acknowledge;
    private readonly Statement deleteContents;
    private readonly Statement pruneOnce;
    private readonly Statement pruneMessages;
    private readonly Statement pruneOutbox;

    public WriteSession(SqliteConnection connection, StoreCipher cipher, TimeProvider time)
    {
        this.connection = connection;
        this.cipher = cipher;
        this.time = time;
        Statement Prepare(string text, int parameters)
        {
            var statement = new Statement(connection, text, parameters);
            all.Add(statement);
            return statement;
        }

        advanceEntity = Prepare(
            "UPDATE entity SET version = version + 1 WHERE kind = $1 AND key = $2 AND version = $3 RETURNING id",
            3
        );
        insertEntity = Prepare(
            "INSERT INTO entity (kind, key, version) VALUES ($1, $2, 1) ON CONFLICT DO NOTHING RETURNING id",
            2
        );
        putRecord = Prepare(
            "INSERT INTO record (entity_id, part, version, content) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT (entity_id, part) DO UPDATE SET version = excluded.version, content = excluded.content",
            4
        );
        putOnce = Prepare(
            "INSERT INTO once (entity_id, key, receipt, kept_until_ms) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT (entity_id, key) DO UPDATE SET receipt = excluded.receipt, kept_until_ms = excluded.kept_until_ms",
            4
        );
        insertOutbox = Prepare(
            "INSERT INTO outbox (lane, pubsub_topic, message, message_id, acknowledgement_id, status, accepted_ms) "
                + "VALUES ($1, $2, $3, $4, $5, 0, $6) RETURNING id",
            6
        );
        markDelivered = Prepare(
            "UPDATE outbox SET status = 2 WHERE acknowledgement_id = $1 AND lane = $2 AND length(acknowledgement_id) > 0",
            2
        );
        markPublished = Prepare("UPDATE outbox SET message = NULL, status = max(status, 1) WHERE id = $1", 1);
        putListener = Prepare(
            "INSERT INTO listener (installation, content_topic, kind, symmetric_key) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            4
        );
        ensureMailbox = Prepare(
            "INSERT INTO mailbox (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET key = key RETURNING id",
            1
        );
        nextSequence = Prepare(
            "UPDATE mailbox SET last_sequence = last_sequence + 1 WHERE id = $1 RETURNING last_sequence",
            1
        );
        insertMessage = Prepare(
            "INSERT INTO message (mailbox_id, sequence, origin, content, received_ms) "
                + "SELECT $1, last_sequence + 1, $2, $3, $4 FROM mailbox WHERE id = $1 ON CONFLICT DO NOTHING",
            4
        );
        acknowledge = Prepare(
            "UPDATE mailbox SET acknowledged_sequence = max(acknowledged_sequence, min($2, last_sequence)) WHERE id = $1",
            2
        );
        deleteContents = Prepare(
            "UPDATE message SET content = NULL WHERE mailbox_id = $1 AND sequence <= $2 AND content IS NOT NULL",
            2
        );
        pruneOnce = Prepare("DELETE FROM once WHERE kept_until_ms < $1", 1);
        pruneMessages = Prepare("DELETE FROM message WHERE content IS NULL AND received_ms < $1", 1);
        pruneOutbox = Prepare("DELETE FROM outbox WHERE message IS NULL AND accepted_ms < $1", 1);
    }

    /// <summary>Puts every statement into the transaction.</summary>
    public void Join(SqliteTransaction? transaction)
    {
        this.transaction = transaction;
        foreach (var statement in all)
            statement.Join(transaction);
    }

    /// <summary>Writes one entity's batch.</summary>
    /// <exception cref="StoreConflictException">The version is another one; nothing was written.</exception>
    public CommitReceipt Commit(EntityCommit commit)
    {
        var id =
            commit.ExpectedVersion == 0
                ? insertEntity.Scalar(commit.Kind, commit.Key)
                : advanceEntity.Scalar(commit.Kind, commit.Key, commit.ExpectedVersion);
        if (id is null)
            throw new StoreConflictException($"'{commit.Key}' was written by somebody else.");

        var version = commit.ExpectedVersion + 1;
        foreach (var write in commit.Writes)
            putRecord.Run(
                id,
                write.Part,
                version,
                cipher.Seal(commit.Kind, commit.Key, write.Part, version, write.Content.Span)
            );
        foreach (var once in commit.Onces)
            putOnce.Run(id, once.Key.ToArray(), SealOnce(commit, once), once.KeptUntil.ToUnixTimeMilliseconds());
        return WriteEffects(commit, version);
    }

    /// <summary>Acknowledges a mailbox.</summary>
    public void Acknowledge(InstallationKey mailbox, long upToSequence)
    {
        var id = ensureMailbox.Scalar(mailbox.ToString());
        acknowledge.Run(id, upToSequence);
        deleteContents.Run(id, upToSequence);
    }

    /// <summary>Notes that the node has taken envelopes.</summary>
    public void MarkPublished(IReadOnlyCollection<long> ids)
    {
        foreach (var id in ids)
            markPublished.Run(id);
    }

    /// <summary>Deletes what has outlived its retention.</summary>
    public int Prune(DateTimeOffset now)
    {
        var messages = (now - MessagingLimits.EnvelopeRetention).ToUnixTimeMilliseconds();
        var sent = (now - MessagingLimits.IdempotencyRetention).ToUnixTimeMilliseconds();
        return pruneOnce.Run(now.ToUnixTimeMilliseconds()) + pruneMessages.Run(messages) + pruneOutbox.Run(sent);
    }

    /// <summary>Bounds the number of pages of the file.</summary>
    public void LimitPages(int pages)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // A number.
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}");
#pragma warning restore CA2100
        command.ExecuteScalar();
    }

    /// <inheritdoc/>
    public void Dispose() => all.ForEach(statement => statement.Dispose());

    // A receipt without content needs no encryption: there is nothing to hide and the key beside it is a hash.
    private byte[] SealOnce(EntityCommit commit, OnceWrite once) =>
        once.Receipt.IsEmpty ? [] : cipher.Seal(commit.Kind, commit.Key, OncePart(once.Key.Span), 0, once.Receipt.Span);

    /// <summary>The place of a once-key's receipt.</summary>
    public static string OncePart(ReadOnlySpan<byte> key) => "once:" + Convert.ToHexStringLower(key);

    private CommitReceipt WriteEffects(EntityCommit commit, long version)
    {
        var outbox = ImmutableArray.CreateBuilder<OutboxEntry>();
        var delivered = ImmutableArray.CreateBuilder<InstallationKey>();
        foreach (var effect in commit.Effects)
        {
            switch (effect)
            {
                case Effect.Publish publish:
                    outbox.Add(Publish(commit.Key, publish));
                    break;
                case Effect.Deliver deliver:
                    if (Deliver(deliver) && !delivered.Contains(deliver.Mailbox))
                        delivered.Add(deliver.Mailbox);
                    break;
                case Effect.Listen listen:
                    Listen(listen.Listener);
                    break;
                case Effect.MarkDelivered mark:
                    markDelivered.Run(mark.AcknowledgementId.ToArray(), commit.Key);
                    break;
                default:
                    throw new InvalidOperationException($"The store does not know the effect {effect.GetType().Name}.");
            }
        }

        return new CommitReceipt(version, outbox.ToImmutable(), delivered.ToImmutable());
    }

    private OutboxEntry Publish(string lane, Effect.Publish publish)
    {
        var id = insertOutbox.Scalar(
            lane,
            publish.Envelope.PubsubTopic,
            publish.Envelope.Message.Encode(),
            publish.MessageId.ToArray(),
            publish.AcknowledgementId.ToArray(),
            time.GetUtcNow().ToUnixTimeMilliseconds()
        );
        return new OutboxEntry((long)id!, lane, publish.Envelope);
    }

    private bool Deliver(Effect.Deliver deliver)
    {
        var mailbox = deliver.Mailbox.ToString();
        var id = ensureMailbox.Scalar(mailbox);
        var origin = MessageOrigin.Of(deliver.Message);
        var content = cipher.Seal(
            "mailbox",
            mailbox,
            MessageOrigin.Part(origin),
            0,
            MessageContentCodec.Encode(deliver.Message)
        );
        if (insertMessage.Run(id, origin, content, deliver.Message.ReceivedAt.ToUnixTimeMilliseconds()) == 0)
            return false;
        nextSequence.Scalar(id);
        return true;
    }

    private void Listen(TopicListener listener)
    {
        var installation = listener.Installation.ToString();
        var key = listener.SymmetricKey is { } secret
            ? cipher.Seal("listener", installation, listener.ContentTopic, 0, secret.Span)
            : null;
        putListener.Run(installation, listener.ContentTopic, (long)listener.Kind, key);
    }
}

/// <summary>Who sent which message: what makes a message in a mailbox unique.</summary>
internal static class MessageOrigin
{
    /// <summary>Sender (33 bytes) || message id (32 bytes).</summary>
    public static byte[] Of(MessageContent message) => [.. message.Sender.Compressed, .. message.MessageId.Span];

    /// <summary>The place of the message in its mailbox, for the cipher.</summary>
    public static string Part(byte[] origin) => Convert.ToHexStringLower(origin);
}
