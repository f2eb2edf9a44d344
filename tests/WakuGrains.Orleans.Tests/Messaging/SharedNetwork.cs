using System.Collections.Concurrent;
using WakuGrains.Orleans.Listening;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Tests.Messaging;

/// <summary>A Waku network that reaches further than one cluster: the halves of a divided cluster hear everything, as outside of a test.</summary>
internal sealed class SharedNetwork
{
    private readonly ConcurrentDictionary<string, LoopbackNode> clusters = new(StringComparer.Ordinal);

    /// <summary>The node of a silo.</summary>
    /// <param name="cluster">The name of its cluster.</param>
    /// <param name="own">Reaches that.</param>
    public IWakuNode NodeOf(string cluster, LoopbackNode own) => new Node(cluster, own, this);

    /// <summary>A cluster that lives.</summary>
    public void Join(string cluster, IGrainFactory grains) => clusters[cluster] = new LoopbackNode(grains);

    /// <summary>A cluster ends.</summary>
    public void Leave(string cluster) => clusters.TryRemove(cluster, out _);

    private sealed class Node(string cluster, LoopbackNode own, SharedNetwork network) : IWakuNode
    {
        public string Name => own.Name;

        public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken) =>
            Task.WhenAll(
                network
                    .clusters.Where(other => other.Key != cluster)
                    .Select(other => other.Value)
                    .Append(own)
                    .Select(node => node.PublishAsync(envelope, cancellationToken))
            );

        public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
            own.SubscribeAsync(contentTopics, cancellationToken);

        public void Attach(IEnvelopeReceiver receiver) => own.Attach(receiver);

        public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
            own.CheckHealthAsync(cancellationToken);
    }
}
