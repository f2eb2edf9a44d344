using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Takes a message to the session of its sender or to its group, as a silo's router does.</summary>
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
        return Open(inbound) with { Bundles = bundles, Learnt = learnt };
    }

    private Received Open(InboundMessage inbound)
    {
        var receiving = new GroupReceiving(participant, participant.Turn(recorded, recorded.Draws()));
        return receiving.FindEntry(inbound.Message) is { HashRatchet: { } header } entry
            ? Open(inbound, entry, participant.Group(header.GroupId.Span))
            : Open(inbound, participant.Session(inbound.Sender));
    }

    /// <summary>Opens a message with what a session holds; keys of a group that came with it go to the group.</summary>
    public Received Open(InboundMessage inbound, SessionState session)
    {
        var draws = recorded.Draws();
        var turn = participant.Turn(recorded, draws);
        var (state, opened, _) = Session.Open(session, inbound, participant.ReceivingDevice(), turn);
        var entry = Entry(inbound.Message);
        var given = opened.Failure is null ? entry : null;
        var (learnt, keys) = new GroupReceiving(participant, turn).Learn(
            participant.State.With(state),
            inbound.Sender,
            given,
            opened.Plaintext
        );
        return Interpret(inbound, opened) with
        {
            State = learnt,
            Draws = draws,
            Message = inbound.Message,
            Entry = entry,
            GroupKeys = keys,
        };
    }

    /// <summary>Opens the entry of a message with what a group holds.</summary>
    public Received Open(InboundMessage inbound, EncryptedEntry entry, GroupState group)
    {
        var receiving = new GroupReceiving(participant, participant.Turn(recorded, recorded.Draws()));
        var (state, opened) = receiving.Open(group, inbound.Sender, entry);
        return Interpret(inbound, opened) with
        {
            State = participant.State.With(state),
            Message = inbound.Message,
            Entry = entry,
            GroupKeys = receiving.Rekeyed(inbound.Sender, entry),
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
