using System.Collections.Immutable;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Embedded.InProcess;

/// <summary>
/// A Waku network inside the process: what one node publishes every node that listens on the topic receives, the publisher's
/// own included, as with a real node. Only the encoded bytes travel.
/// </summary>
public sealed class InProcessWakuNetwork
{
    private readonly INetworkFaults faults;
    private ImmutableArray<InProcessWakuNode> nodes = [];

    /// <summary>A network that loses nothing.</summary>
    public InProcessWakuNetwork()
        : this(NoFaults.Instance) { }

    /// <summary>A network with faults.</summary>
    public InProcessWakuNetwork(INetworkFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        this.faults = faults;
    }

    /// <summary>Adds a node.</summary>
    public InProcessWakuNode CreateNode(string name = "in-process")
    {
        var node = new InProcessWakuNode(name, this);
        ImmutableInterlocked.Update(ref nodes, static (present, added) => present.Add(added), node);
        return node;
    }

    internal void Remove(InProcessWakuNode node) =>
        ImmutableInterlocked.Update(ref nodes, static (present, gone) => present.Remove(gone), node);

    /// <summary>
    /// Carries an envelope. Completes when every node that it reached has handled it: a crash before leaves it in the outbox of
    /// its publisher, and the same bytes come again.
    /// </summary>
    internal Task CarryAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var pubsubTopic = envelope.PubsubTopic;
        var wire = envelope.Message.Encode();
        return faults.CarryAsync(() => HandOverAsync(pubsubTopic, wire, cancellationToken));
    }

    private Task HandOverAsync(string pubsubTopic, byte[] wire, CancellationToken cancellationToken)
    {
        if (!WakuMessage.TryDecode(wire, out var message))
            throw new InvalidOperationException("A Waku message that was just encoded does not decode.");
        var envelope = new Envelope(pubsubTopic, message);
        return Task.WhenAll(nodes.Select(node => node.HandOverAsync(envelope, cancellationToken)));
    }
}
