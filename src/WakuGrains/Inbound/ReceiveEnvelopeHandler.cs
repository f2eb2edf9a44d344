using MediatR;
using WakuGrains.Diagnostics;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Topics;

namespace WakuGrains.Inbound;

/// <summary>Handles <see cref="ReceiveEnvelope"/>: who listens, opening, routing, counting.</summary>
internal sealed class ReceiveEnvelopeHandler(
    TopicTable topics,
    IFrameOpener opener,
    InboundFrameRouter router,
    IMediator mediator
) : IRequestHandler<ReceiveEnvelope, EnvelopeOutcome>
{
    public async Task<EnvelopeOutcome> Handle(ReceiveEnvelope request, CancellationToken cancellationToken)
    {
        var envelope = request.Envelope;
        var listeners = topics.Find(envelope.Message.ContentTopic);
        if (listeners.IsEmpty || !envelope.Message.HasPayloadV1)
            return Count(EnvelopeOutcome.NotForUs);

        using var activity = Telemetry.Source.StartActivity("waku.envelope.receive");
        var overall = EnvelopeOutcome.NotForUs;
        foreach (var frame in await opener.OpenAsync(envelope.Message, listeners, cancellationToken))
        {
            var result = await router.RouteAsync(frame, envelope, cancellationToken);
            Count(result.Outcome);
            await mediator.Publish(Describe(envelope, frame, result), cancellationToken);
            overall = Weightier(overall, result.Outcome);
        }

        activity?.SetTag(Telemetry.OutcomeTag, overall.Code());
        return overall;
    }

    private static EnvelopeOutcome Weightier(EnvelopeOutcome one, EnvelopeOutcome other) =>
        Weight(other) > Weight(one) ? other : one;

    // One listener who could not take it decides: the envelope has to come again. Else one who got it does; whose it is not says
    // the least.
    private static int Weight(EnvelopeOutcome outcome) =>
        outcome switch
        {
            EnvelopeOutcome.MailboxFull => 4,
            EnvelopeOutcome.Delivered => 3,
            EnvelopeOutcome.Echo => 1,
            EnvelopeOutcome.NotForUs => 0,
            _ => 2,
        };

    private static EnvelopeHandled Describe(Envelope envelope, OpenedFrame frame, ReceiveResult result) =>
        new(
            envelope.Hash,
            frame.Listener.Installation,
            frame.Listener.Kind,
            frame.Signer,
            result.Encryption,
            result.Outcome
        );

    private static EnvelopeOutcome Count(EnvelopeOutcome outcome)
    {
        Telemetry.EnvelopesReceived.Add(1, new KeyValuePair<string, object?>(Telemetry.OutcomeTag, outcome.Code()));
        return outcome;
    }
}
