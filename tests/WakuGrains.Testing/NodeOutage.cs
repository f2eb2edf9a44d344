using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Testing;

/// <summary>An outage of the nodes that it stands before: while it is on they take nothing to publish.</summary>
public sealed class NodeOutage
{
    private volatile bool isOn;

    /// <summary>Whether it is on.</summary>
    public bool IsOn
    {
        get => isOn;
        set => isOn = value;
    }

    /// <summary>A node that has the outage.</summary>
    public IWakuNode Before(IWakuNode node) => new Node(this, node);

    private sealed class Node(NodeOutage outage, IWakuNode node) : IWakuNode
    {
        public string Name => node.Name;

        public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken) =>
            outage.IsOn
                ? Task.FromException(new WakuNodeException("The node is down."))
                : node.PublishAsync(envelope, cancellationToken);

        public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
            node.SubscribeAsync(contentTopics, cancellationToken);

        public void Attach(IEnvelopeReceiver receiver) => node.Attach(receiver);

        public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
            node.CheckHealthAsync(cancellationToken);
    }
}
