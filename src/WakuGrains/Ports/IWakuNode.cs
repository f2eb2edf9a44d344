using WakuGrains.Protocol.Waku;

namespace WakuGrains.Ports;

/// <summary>
/// The port to a Waku node: publish envelopes, listen on content topics. Knows nothing of what the envelopes hold.
/// </summary>
public interface IWakuNode
{
    /// <summary>What the node is, for health and logs: "in-process", "nwaku 0.38".</summary>
    string Name { get; }

    /// <summary>
    /// Hands an envelope to the network. Completes when the node has taken responsibility for it; publishing the same bytes
    /// again is harmless.
    /// </summary>
    /// <exception cref="WakuNodeException">The node did not take it; try again later with the same bytes.</exception>
    Task PublishAsync(Envelope envelope, CancellationToken cancellationToken);

    /// <summary>
    /// Starts handing envelopes of the topics to the receiver. Additive and idempotent; it records the wish, and a node that is
    /// not reachable now follows it when it is. There is one receiver for a node; a
    /// node may hand over an envelope more than once, late, out of order, or on a topic that nobody asked for.
    /// </summary>
    Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken);

    /// <summary>Sets who receives. Called once, before the first subscription.</summary>
    void Attach(IEnvelopeReceiver receiver);

    /// <summary>Whether envelopes can be published and received right now, in words.</summary>
    ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken);
}

/// <summary>Takes envelopes from a node.</summary>
public interface IEnvelopeReceiver
{
    /// <summary>
    /// Handles one envelope; completes when everything that follows from it is durable. Bytes of strangers never make it
    /// throw: only broken machinery and a full mailbox do, and then the node should hand the envelope over again.
    /// </summary>
    /// <exception cref="EnvelopeNotTakenException">The mailbox that it is for is full.</exception>
    Task ReceiveAsync(Envelope envelope, CancellationToken cancellationToken);
}

/// <summary>A node's health.</summary>
/// <param name="IsHealthy">Whether it works.</param>
/// <param name="Description">In words.</param>
public readonly record struct NodeHealth(bool IsHealthy, string Description);

/// <summary>A node did not do what it was asked; the same call may succeed later.</summary>
public sealed class WakuNodeException : Exception
{
    /// <summary>Creates the exception.</summary>
    public WakuNodeException(string message)
        : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public WakuNodeException(string message, Exception innerException)
        : base(message, innerException) { }
}

/// <summary>An envelope could not be taken now; it should come again later.</summary>
public sealed class EnvelopeNotTakenException : Exception
{
    /// <summary>Creates the exception.</summary>
    public EnvelopeNotTakenException()
        : base("The mailbox that the envelope is for is full; acknowledge messages to make room.") { }
}
