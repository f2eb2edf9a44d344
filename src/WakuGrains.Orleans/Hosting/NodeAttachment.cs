using Orleans.Runtime;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Hosting;

/// <summary>Tells the node who receives, before any grain of the silo can subscribe.</summary>
internal sealed class NodeAttachment(IWakuNode node, IEnvelopeReceiver receiver) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe(
            nameof(NodeAttachment),
            ServiceLifecycleStage.RuntimeInitialize,
            _ =>
            {
                node.Attach(receiver);
                return Task.CompletedTask;
            }
        );
    }
}
