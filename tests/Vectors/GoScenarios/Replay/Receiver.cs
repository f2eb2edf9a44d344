using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Takes a message to the session of its sender, as a silo's router does.</summary>
internal sealed class Receiver(ISecp256k1 curve, Participant participant, RecordedEvent recorded)
{
    /// <summary>Takes the bytes; only what the bundles teach is stored at once.</summary>
    public Received Take(ReadOnlySpan<byte> wire)
    {
        var sender = recorded.Key("sender_identity");
        if (!ProtocolMessage.TryDecode(wire, out var message, out _))
            return Refused(sender, EnvelopeOutcome.Malformed);
        var intake = new BundleIntake(curve, participant);
        if (!intake.TryVerify(message.Bundles, out var bundles))
            return Refused(sender, EnvelopeOutcome.Forged) with { Message = message };
        var learnt = intake.Learn(bundles);
        var inbound = new InboundMessage(
            sender,
            message,
            [.. bundles.Where(bundle => bundle.Identity.Equals(sender))],
            default,
            recorded.NowNanoseconds
        );
        return Open(inbound, participant.Session(sender)) with { Bundles = bundles, Learnt = learnt };
    }

    /// <summary>Opens a message with what a session holds.</summary>
    public Received Open(InboundMessage inbound, SessionState session)
    {
        var draws = recorded.Draws();
        var device = participant.ReceivingDevice();
        var (state, opened, _) = Session.Open(session, inbound, device, participant.Turn(recorded, draws));
        return Interpret(inbound, opened) with
        {
            State = participant.State.With(state),
            Draws = draws,
            Message = inbound.Message,
            Entry = Entry(inbound.Message),
        };
    }

    private Received Interpret(InboundMessage inbound, OpenedMessage opened)
    {
        var (failure, plaintext) = opened.Failure switch
        {
            EnvelopeOutcome.BundleLearnt => (null, inbound.Message.PublicMessage),
            EnvelopeOutcome.NotPaired when IsEcho(inbound) => (null, default),
            var refused => (refused, opened.Plaintext),
        };
        return Refused(inbound.Sender, failure ?? default) with { Failure = failure, Plaintext = plaintext };
    }

    /// <summary>Our own message, come back: nothing to read and nothing wrong.</summary>
    private bool IsEcho(InboundMessage inbound) =>
        inbound.Sender.Equals(participant.PublicKey) && inbound.Message.InstallationId == participant.InstallationId;

    private EncryptedEntry? Entry(ProtocolMessage message) =>
        message.Entries.GetValueOrDefault(participant.InstallationId)
        ?? message.Entries.GetValueOrDefault(ProtocolMessage.AnyDevice);

    private Received Refused(PublicKey sender, EnvelopeOutcome failure) =>
        new(failure, default)
        {
            Sender = sender,
            State = participant.State,
            Draws = recorded.Draws(),
        };
}
