using System.Threading.Channels;
using MediatR;
using WakuGrains.Messages;

namespace WakuGrains.Silo.Demo;

/// <summary>Collects what happens below the messages: every envelope that was handled, in order.</summary>
internal sealed class Underneath : INotificationHandler<EnvelopeHandled>
{
    private readonly Channel<EnvelopeHandled> events = Channel.CreateUnbounded<EnvelopeHandled>();

    public Task Handle(EnvelopeHandled notification, CancellationToken cancellationToken) =>
        events.Writer.WriteAsync(notification, cancellationToken).AsTask();

    /// <summary>Everything since the last call, up to and with the delivery to an identity.</summary>
    public async Task<IReadOnlyList<EnvelopeHandled>> UntilDeliveryToAsync(
        string identity,
        CancellationToken cancellationToken
    )
    {
        var seen = new List<EnvelopeHandled>();
        while (true)
        {
            var handled = await events.Reader.ReadAsync(cancellationToken);
            seen.Add(handled);
            if (handled.Outcome == EnvelopeOutcome.Delivered && handled.Installation.Identity.Name == identity)
                return seen;
        }
    }
}
