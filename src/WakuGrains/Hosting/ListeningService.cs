using Microsoft.Extensions.Hosting;
using WakuGrains.Ports;
using WakuGrains.Topics;

namespace WakuGrains.Hosting;

/// <summary>
/// Connects the node with the handlers: at the start every stored topic is listened to again, before anything is published.
/// </summary>
internal sealed class ListeningService(
    IWakuNode node,
    IEnvelopeReceiver receiver,
    TopicTable topics,
    IListenerStore listeners
) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        node.Attach(receiver);
        await foreach (var listener in listeners.ReadListenersAsync(cancellationToken))
            topics.Add(listener);
        await node.SubscribeAsync(topics.ContentTopics, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
