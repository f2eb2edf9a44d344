using System.Collections.Concurrent;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Embedded.InProcess;

/// <summary>A node of an <see cref="InProcessWakuNetwork"/>. It leaves the network when it is disposed.</summary>
public sealed class InProcessWakuNode : IWakuNode, IDisposable
{
    private readonly InProcessWakuNetwork network;
    private readonly ConcurrentDictionary<string, bool> topics = new(StringComparer.Ordinal);
    private volatile IEnvelopeReceiver? receiver;

    internal InProcessWakuNode(string name, InProcessWakuNetwork network)
    {
        Name = name;
        this.network = network;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return network.CarryAsync(envelope, cancellationToken);
    }

    /// <inheritdoc/>
    public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(contentTopics);
        foreach (var topic in contentTopics)
            topics[topic] = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Attach(IEnvelopeReceiver receiver) => this.receiver = receiver;

    /// <inheritdoc/>
    public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        new(
            receiver is null
                ? new NodeHealth(false, "nobody receives")
                : new NodeHealth(true, $"{topics.Count} topics, no network is needed")
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        network.Remove(this);
        receiver = null;
    }

    internal Task HandOverAsync(Envelope envelope, CancellationToken cancellationToken) =>
        receiver is { } attached && topics.ContainsKey(envelope.Message.ContentTopic)
            ? attached.ReceiveAsync(envelope, cancellationToken)
            : Task.CompletedTask;
}
