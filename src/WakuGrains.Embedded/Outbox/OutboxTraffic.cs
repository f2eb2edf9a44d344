using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using WakuGrains.Embedded.Diagnostics;
using WakuGrains.Embedded.Lanes;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Outbox;

/// <summary>Envelopes on their way from the outbox to the node.</summary>
internal sealed class OutboxTraffic(IEntityStore store, IWakuNode node, ILogger logger) : ILaneTraffic<OutboxEntry>
{
    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListLanesAsync(CancellationToken cancellationToken) =>
        store.ListOutboxLanesAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<OutboxEntry>> ReadAsync(string lane, long afterId, int limit) =>
        store.ReadOutboxAsync(lane, afterId, limit, CancellationToken.None);

    /// <inheritdoc/>
    public Task MarkAsync(IReadOnlyCollection<long> ids) => store.MarkPublishedAsync(ids, CancellationToken.None);

    /// <inheritdoc/>
    public long SizeOf(OutboxEntry entry) => entry.Envelope.Message.Payload.Length;

    /// <inheritdoc/>
    public async Task<Handover> HandOverAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await node.PublishAsync(entry.Envelope, cancellationToken);
        StoreMetrics.Published.Add(1);
        return Handover.Taken;
    }

    /// <inheritdoc/>
    public void NotTaken(OutboxEntry entry, Exception exception, int attempt)
    {
        StoreMetrics.Refused.Add(1);
        PublisherLog.Retrying(logger, exception, entry.Envelope.Hash.ToString(), attempt);
    }

    /// <inheritdoc/>
    public void NotMarked(Exception exception, int count) => PublisherLog.NotMarked(logger, exception, count);

    /// <inheritdoc/>
    public void NotRead(Exception exception, int attempt) => PublisherLog.NotRead(logger, exception, attempt);
}
