namespace WakuGrains.Protocol.Waku;

/// <summary>A message on its pubsub topic, with the hash that names it. Immutable. Knows nothing of nodes.</summary>
public sealed class Envelope
{
    /// <summary>Puts a message on a pubsub topic.</summary>
    public Envelope(string pubsubTopic, WakuMessage message)
    {
        ArgumentException.ThrowIfNullOrEmpty(pubsubTopic);
        ArgumentNullException.ThrowIfNull(message);
        PubsubTopic = pubsubTopic;
        Message = message;
        Hash = MessageHash.Compute(pubsubTopic, message);
    }

    /// <summary>The pubsub topic, such as <c>/waku/2/rs/16/32</c>.</summary>
    public string PubsubTopic { get; }

    /// <summary>The message.</summary>
    public WakuMessage Message { get; }

    /// <summary>The message's hash on this pubsub topic.</summary>
    public MessageHash Hash { get; }

    /// <summary>The hash; no content.</summary>
    public override string ToString() => $"Envelope({Hash})";
}
