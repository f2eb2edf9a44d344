using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Inbound;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans;

/// <summary>Opens frames: computes and keeps nothing, so that there are as many as the processors can do with.</summary>
[Alias("waku.IFrameOpenerGrain")]
internal interface IFrameOpenerGrain : IGrainWithIntegerKey
{
    /// <summary>The frame as each listener sees it.</summary>
    [Alias("OpenAsync")]
    Task<ImmutableArray<OpenedFrame>> OpenAsync(
        WakuMessage message,
        ImmutableArray<TopicListener> listeners,
        CancellationToken cancellationToken
    );
}
