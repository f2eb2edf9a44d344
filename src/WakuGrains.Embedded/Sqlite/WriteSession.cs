using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>What can be written, on the writer's connection and inside a transaction of the writer.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statements statements;
    private readonly EntityWriter entities;
    private readonly Statement putListener;
    private SqliteTransaction? transaction;

    public WriteSession(SqliteConnection connection, StoreCipher cipher)
    {
        this.connection = connection;
        statements = new Statements(connection);
        entities = new EntityWriter(statements, cipher);
        Mailboxes = new MailboxWriter(statements);
        Outbox = new OutboxWriter(statements);
        putListener = statements.Prepare(
            "INSERT INTO listener (installation, content_topic, kind, symmetric_key) VALUES ($1, $2, $3, $4) "
                + "ON CONFLICT DO NOTHING",
            4
        );
    }

    /// <summary>Mailboxes.</summary>
    public MailboxWriter Mailboxes { get; }

    /// <summary>The outbox.</summary>
    public OutboxWriter Outbox { get; }

    /// <summary>Enters a transaction, or leaves it.</summary>
    public void Join(SqliteTransaction? joined)
    {
        transaction = joined;
        statements.Join(joined);
    }

    /// <summary>Writes one entity's batch.</summary>
    /// <exception cref="StoreConflictException">The version is another one.</exception>
    public CommitReceipt Commit(SealedCommit commit)
    {
        var version = entities.Write(commit);
        var outbox = ImmutableArray.CreateBuilder<OutboxEntry>();
        var delivered = ImmutableArray.CreateBuilder<InstallationKey>();
        foreach (var effect in commit.Effects)
        {
            switch (effect)
            {
                case SealedEffect.Publish publish:
                    outbox.Add(Outbox.Add(commit.Key, publish));
                    break;
                case SealedEffect.Deliver deliver:
                    if (Mailboxes.Append(deliver) && !delivered.Contains(deliver.Mailbox))
                        delivered.Add(deliver.Mailbox);
                    break;
                case SealedEffect.Listen listen:
                    putListener.Run(listen.Installation, listen.ContentTopic, listen.Kind, listen.SymmetricKey);
                    break;
                case SealedEffect.MarkDelivered mark:
                    Outbox.MarkDelivered(commit.Key, mark);
                    break;
            }
        }

        return new CommitReceipt(version, outbox.ToImmutable(), delivered.ToImmutable());
    }

    /// <summary>Deletes some of what has outlived its retention. Returns how many rows.</summary>
    public int Prune(DateTimeOffset now, int limit) =>
        entities.Prune(now, limit)
        + Mailboxes.Prune(now - MessagingLimits.EnvelopeRetention, limit)
        + Outbox.Prune(now - MessagingLimits.IdempotencyRetention, limit);

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
    public void Dispose() => statements.Dispose();
}
