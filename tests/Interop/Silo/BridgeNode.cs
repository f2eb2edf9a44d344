using System.Collections.Concurrent;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Silo;

/// <summary>A silo's node whose network is one link to another process. Only encoded bytes pass.</summary>
internal sealed class BridgeNode : IWakuNode
{
    private readonly ConcurrentDictionary<string, bool> topics = new(StringComparer.Ordinal);
    private IEnvelopeReceiver? attached;

    /// <summary>Where published envelopes go; set before anything is published.</summary>
    public Func<Envelope, Task> Carry { get; set; } = static _ => Task.CompletedTask;

    /// <inheritdoc/>
    public string Name => "bridge";

    /// <inheritdoc/>
    public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken) =>
        Carry(Decode(envelope.PubsubTopic, envelope.Message.Encode()));

    /// <inheritdoc/>
    public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken)
    {
        foreach (var topic in contentTopics)
            topics[topic] = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Attach(IEnvelopeReceiver receiver) => attached = receiver;

    /// <inheritdoc/>
    public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        new(new NodeHealth(IsHealthy: true, "a bridge"));

    /// <summary>Whether the silo listens on a content topic.</summary>
    public bool ListensTo(string contentTopic) => topics.ContainsKey(contentTopic);

    /// <summary>Hands an envelope to the silo, which has to listen on its topic.</summary>
    public Task HandOverAsync(Envelope envelope) =>
        ListensTo(envelope.Message.ContentTopic)
            ? attached!.ReceiveAsync(envelope, CancellationToken.None)
            : throw new InvalidOperationException($"The silo does not listen on {envelope.Message.ContentTopic}.");

    /// <summary>The envelope that bytes are.</summary>
    public static Envelope Decode(string pubsubTopic, byte[] wire) =>
        WakuMessage.TryDecode(wire, out var message)
            ? new Envelope(pubsubTopic, message)
            : throw new InvalidOperationException("Not a WakuMessage.");
}
