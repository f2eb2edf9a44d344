using WakuGrains.Protocol.Waku;
using WakuGrains.Topics;

namespace WakuGrains.Orleans;

/// <summary>
/// The one owner in the cluster of a share of the content topics: it keeps who listens to them and is subscribed to them at the
/// node of its silo. Its key is the share's number.
/// </summary>
[Alias("waku.ITopicShardGrain")]
public interface ITopicShardGrain : ITopicShard, IGrainWithStringKey
{
    /// <summary>Makes sure that the share has an owner that lives.</summary>
    [Alias("EnsureAsync")]
    Task EnsureAsync();

    /// <summary>Takes an envelope on one of its topics, as from its node; completes when everything that follows from it is durable.</summary>
    /// <exception cref="Ports.EnvelopeNotTakenException">The mailbox that it is for is full.</exception>
    [Alias("ReceiveAsync")]
    Task ReceiveAsync(Envelope envelope, CancellationToken cancellationToken);
}
