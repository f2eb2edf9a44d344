using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Listening;

/// <summary>
/// A Waku network inside the cluster, where there is no other: what a silo publishes comes back to whoever in the cluster
/// listens on the topic. Nobody outside hears of it.
/// </summary>
internal sealed class LoopbackNode(IGrainFactory grains) : IWakuNode
{
    /// <inheritdoc/>
    public string Name => "in-cluster";

    /// <inheritdoc/>
    public async Task PublishAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var shard = TopicShards.KeyFor(envelope.Message.ContentTopic);
        await grains.GetGrain<ITopicShardGrain>(shard).ReceiveAsync(envelope, cancellationToken);
    }

    /// <inheritdoc/>
    public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <inheritdoc/>
    public void Attach(IEnvelopeReceiver receiver) { }

    /// <inheritdoc/>
    public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        new(new NodeHealth(true, "envelopes stay in the cluster, no network is needed"));
}
