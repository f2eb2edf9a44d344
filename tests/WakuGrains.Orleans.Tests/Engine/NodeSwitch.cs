using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>The node and carrier of the silos, which are those of the test that runs.</summary>
internal sealed class NodeSwitch : IWakuNode, ILetterCarrier
{
    public IWakuNode? Node { get; set; }

    public ILetterCarrier? Carrier { get; set; }

    public string Name => "switch";

    public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken) =>
        Node!.PublishAsync(envelope, cancellationToken);

    public Task CarryAsync(Letter letter, CancellationToken cancellationToken) =>
        Carrier!.CarryAsync(letter, cancellationToken);

    public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public void Attach(IEnvelopeReceiver receiver) { }

    public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
        new(new NodeHealth(true, "test"));
}
