using MediatR;
using Microsoft.Extensions.Hosting;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;
using WakuGrains.Topics;

namespace WakuGrains.Hosting;

/// <summary>
/// Connects the node with the handlers: at the start every stored topic is listened to again, before anything is published.
/// </summary>
internal sealed class ListeningService(IWakuNode node, TopicTable topics, IListenerStore listeners, IMediator mediator)
    : IHostedService,
        IEnvelopeReceiver
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        node.Attach(this);
        await foreach (var listener in listeners.ReadListenersAsync(cancellationToken))
            topics.Add(listener);
        await node.SubscribeAsync(topics.ContentTopics, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task ReceiveAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var outcome = await mediator.Send(new ReceiveEnvelope(envelope), cancellationToken);
        if (outcome == EnvelopeOutcome.MailboxFull)
            throw new EnvelopeNotTakenException();
    }
}
