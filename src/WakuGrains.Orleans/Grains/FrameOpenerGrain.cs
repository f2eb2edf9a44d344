using System.Collections.Immutable;
using Orleans.Concurrency;
using WakuGrains.Engine;
using WakuGrains.Inbound;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Grains;

/// <summary>Opens frames on as many threads as its silo has.</summary>
[GrainType(GrainTypes.FrameOpener)]
[StatelessWorker]
internal sealed class FrameOpenerGrain(FrameOpener opener) : Grain, IFrameOpenerGrain
{
    public Task<ImmutableArray<OpenedFrame>> OpenAsync(
        WakuMessage message,
        ImmutableArray<TopicListener> listeners,
        CancellationToken cancellationToken
    ) => opener.OpenAsync(message, listeners, cancellationToken);
}
