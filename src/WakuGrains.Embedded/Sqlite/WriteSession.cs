using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Storage;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>A commit as it was written.</summary>
/// <param name="Receipt">What its caller is told.</param>
/// <param name="Mailboxes">Where the mailboxes stand that got new messages.</param>
internal readonly record struct WrittenCommit(
    CommitReceipt Receipt,
    IReadOnlyDictionary<InstallationKey, MailboxStatus> Mailboxes
);

/// <summary>What can be written, on the writer's connection and inside a transaction of the writer.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Statements statements;
    private readonly EntityWriter entities;
    private readonly ListenerWriter listeners;

    public WriteSession(SqliteConnection connection, StoreCipher cipher)
    {
        this.connection = connection;
        statements = new Statements(connection);
        entities = new EntityWriter(statements, cipher);
        Mailboxes = new MailboxWriter(statements);
        Outbox = new OutboxWriter(statements);
        Letters = new LetterWriter(statements);
        listeners = new ListenerWriter(statements);
    }

    /// <summary>Mailboxes.</summary>
    public MailboxWriter Mailboxes { get; }

    /// <summary>The outbox.</summary>
    public OutboxWriter Outbox { get; }

    /// <summary>Letters.</summary>
    public LetterWriter Letters { get; }

    /// <summary>Writes one entity's batch.</summary>
    /// <exception cref="StoreConflictException">The version is another one.</exception>
    public WrittenCommit Commit(SealedCommit commit)
    {
        var (entityId, version) = entities.Write(commit);
        var outbox = ImmutableArray.CreateBuilder<OutboxEntry>();
        var letters = ImmutableArray.CreateBuilder<LetterEntry>(0);
        var mailboxes = new Dictionary<InstallationKey, MailboxStatus>();
        foreach (var effect in commit.Effects)
        {
            switch (effect)
            {
                case SealedEffect.Publish publish:
                    outbox.Add(Outbox.Add(entityId, commit.Key, publish));
                    break;
                case SealedEffect.Post post:
                    letters.Add(Letters.Add(commit.Key, post));
                    break;
                case SealedEffect.Deliver deliver:
                    if (Mailboxes.Append(deliver) is { } status)
                        mailboxes[deliver.Mailbox] = status;
                    break;
                case SealedEffect.Listen listen:
                    listeners.Put(listen);
                    break;
                case SealedEffect.MarkDelivered mark:
                    Outbox.MarkDelivered(entityId, mark);
                    break;
            }
        }

        return new(
            new CommitReceipt(version, outbox.ToImmutable(), letters.ToImmutable(), [.. mailboxes.Keys]),
            mailboxes
        );
    }

    /// <summary>Deletes some of what has outlived its retention. Returns how many rows.</summary>
    public int Prune(DateTimeOffset now, int limit) =>
        entities.Prune(now, limit)
        + Mailboxes.Prune(now - MessagingLimits.EnvelopeRetention, limit)
        + Outbox.Prune(now - MessagingLimits.IdempotencyRetention, limit);

    /// <summary>Bounds the number of pages of the file.</summary>
    public void LimitPages(int pages)
    {
        using var limit = new Statement(
            connection,
            string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}")
        );
        limit.Number();
    }

    /// <inheritdoc/>
    public void Dispose() => statements.Dispose();
}
