using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Inbound;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Listening;

/// <summary>Has frames opened by stateless workers, so that trial decryption holds up nothing else.</summary>
internal sealed class WorkerFrameOpener(IGrainFactory grains) : IFrameOpener
{
    /// <inheritdoc/>
    public Task<ImmutableArray<OpenedFrame>> OpenAsync(
        WakuMessage message,
        ImmutableArray<TopicListener> listeners,
        CancellationToken cancellationToken
    ) => grains.GetGrain<IFrameOpenerGrain>(0).OpenAsync(message, listeners, cancellationToken);
}
