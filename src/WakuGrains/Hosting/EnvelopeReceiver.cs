using MediatR;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Hosting;

/// <summary>Takes envelopes from a node to the handlers.</summary>
internal sealed class EnvelopeReceiver(IMediator mediator) : IEnvelopeReceiver
{
    /// <inheritdoc/>
    public async Task ReceiveAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        var outcome = await mediator.Send(new ReceiveEnvelope(envelope), cancellationToken);
        if (outcome == EnvelopeOutcome.MailboxFull)
            throw new EnvelopeNotTakenException();
    }
}
