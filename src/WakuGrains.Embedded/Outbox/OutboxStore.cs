using System.Collections.Immutable;
using WakuGrains.Embedded.Lanes;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Outbox;

/// <summary>The store's outbox as lanes see it.</summary>
internal sealed class OutboxStore(IEntityStore store) : IListedLaneStore<OutboxEntry>
{
    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListLanesAsync(CancellationToken cancellationToken) =>
        store.ListOutboxLanesAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<OutboxEntry>> ReadAsync(string lane, long afterId, int limit) =>
        store.ReadOutboxAsync(lane, afterId, limit, CancellationToken.None);

    /// <inheritdoc/>
    public Task MarkAsync(IReadOnlyCollection<long> ids) => store.MarkPublishedAsync(ids, CancellationToken.None);
}
