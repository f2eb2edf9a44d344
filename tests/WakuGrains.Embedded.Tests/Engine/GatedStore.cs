using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Tests.Engine;

/// <summary>A real store behind a gate.</summary>
public sealed class GatedStore(SqliteEntityStore store, CommitGate gate) : IEntityStore
{
    public Task<CommitReceipt> CommitAsync(EntityCommit commit, CancellationToken cancellationToken) =>
        gate.PassAsync(() => store.CommitAsync(commit, cancellationToken));

    public Task OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public ValueTask<StoredEntity> ReadAsync(
        string kind,
        string key,
        IReadOnlyList<string> parts,
        CancellationToken cancellationToken
    ) => store.ReadAsync(kind, key, parts, cancellationToken);

    public IAsyncEnumerable<string> ListKeysAsync(string kind, string prefix, CancellationToken cancellationToken) =>
        store.ListKeysAsync(kind, prefix, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> FindOnceAsync(
        string kind,
        string key,
        ReadOnlyMemory<byte> onceKey,
        CancellationToken cancellationToken
    ) => store.FindOnceAsync(kind, key, onceKey, cancellationToken);

    public ValueTask<ImmutableArray<MailboxMessage>> ReadMailboxAsync(
        InstallationKey mailbox,
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    ) => store.ReadMailboxAsync(mailbox, afterSequence, limit, cancellationToken);

    public Task<MailboxStatus> AcknowledgeAsync(
        InstallationKey mailbox,
        long upToSequence,
        CancellationToken cancellationToken
    ) => store.AcknowledgeAsync(mailbox, upToSequence, cancellationToken);

    public ValueTask<MailboxStatus> ReadMailboxStatusAsync(
        InstallationKey mailbox,
        CancellationToken cancellationToken
    ) => store.ReadMailboxStatusAsync(mailbox, cancellationToken);

    /// <summary>What the listing of lanes waits for.</summary>
    public Task BeforeListing { get; set; } = Task.CompletedTask;

    public async IAsyncEnumerable<string> ListOutboxLanesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await BeforeListing;
        await foreach (var lane in store.ListOutboxLanesAsync(cancellationToken))
            yield return lane;
    }

    public ValueTask<ImmutableArray<OutboxEntry>> ReadOutboxAsync(
        string lane,
        long afterId,
        int limit,
        CancellationToken cancellationToken
    ) => store.ReadOutboxAsync(lane, afterId, limit, cancellationToken);

    public Task MarkPublishedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        store.MarkPublishedAsync(ids, cancellationToken);

    public IAsyncEnumerable<string> ListLetterLanesAsync(CancellationToken cancellationToken) =>
        store.ListLetterLanesAsync(cancellationToken);

    public ValueTask<ImmutableArray<LetterEntry>> ReadLettersAsync(
        string lane,
        long afterId,
        int limit,
        CancellationToken cancellationToken
    ) => store.ReadLettersAsync(lane, afterId, limit, cancellationToken);

    public Task MarkCarriedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken) =>
        store.MarkCarriedAsync(ids, cancellationToken);

    public ValueTask<SentMessage?> FindSentAsync(
        InstallationKey sender,
        ReadOnlyMemory<byte> messageId,
        CancellationToken cancellationToken
    ) => store.FindSentAsync(sender, messageId, cancellationToken);

    public IAsyncEnumerable<TopicListener> ReadListenersAsync(CancellationToken cancellationToken) =>
        store.ReadListenersAsync(cancellationToken);

    public Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        store.PruneAsync(now, cancellationToken);

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
