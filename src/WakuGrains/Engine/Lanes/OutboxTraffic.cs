using Microsoft.Extensions.Logging;
using WakuGrains.Diagnostics;
using WakuGrains.Ports;

namespace WakuGrains.Engine.Lanes;

/// <summary>Envelopes on their way from the outbox to the node.</summary>
internal sealed class OutboxTraffic(IWakuNode node, ILogger logger) : ILaneTraffic<OutboxEntry>
{
    /// <inheritdoc/>
    public long SizeOf(OutboxEntry entry) => entry.Envelope.Message.Payload.Length;

    /// <inheritdoc/>
    public async Task<Handover> HandOverAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await node.PublishAsync(entry.Envelope, cancellationToken);
        Telemetry.EnvelopesPublished.Add(1);
        return Handover.Taken;
    }

    /// <inheritdoc/>
    public void NotTaken(OutboxEntry entry, Exception exception, int attempt)
    {
        Telemetry.PublishingRefused.Add(1);
        PublisherLog.Retrying(logger, exception, entry.Envelope.Hash.ToString(), attempt);
    }

    /// <inheritdoc/>
    public void NotMarked(Exception exception, int count) => PublisherLog.NotMarked(logger, exception, count);

    /// <inheritdoc/>
    public void NotRead(Exception exception, int attempt) => PublisherLog.NotRead(logger, exception, attempt);
}
