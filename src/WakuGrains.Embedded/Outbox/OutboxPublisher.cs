using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.Lanes;
using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Outbox;

/// <summary>
/// Hands committed envelopes to the node: in order for each lane, many lanes at once, the same bytes again until the node has
/// taken them.
/// </summary>
public sealed class OutboxPublisher : LaneService<OutboxEntry>
{
    /// <summary>Creates the publisher; nothing is published before the start.</summary>
    public OutboxPublisher(
        IEntityStore store,
        IWakuNode node,
        TimeProvider time,
        IRandomSource random,
        IOptions<EmbeddedOptions> options,
        ILogger<OutboxPublisher> logger
    )
        : base(
            new OutboxStore(store),
            new OutboxTraffic(node, logger),
            options.Value.PublishWindow,
            options.Value.PublishConcurrency,
            time,
            random
        ) { }
}
