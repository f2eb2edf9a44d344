using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Letters;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Trust;

namespace WakuGrains.Sessions;

/// <summary>
/// What a session decides: how a message is encrypted, what an inbound one means (54/WAKU2-X3DH-SESSIONS). Knows no storage, no
/// network and no clock but the turn's. Failure returns the state that was given.
/// </summary>
public static partial class Session
{
    /// <summary>Learns a bundle that came by another way than a message of the peer: a relayed one, a contact code, a card.</summary>
    public static Step<SessionState, bool> LearnBundle(SessionState state, Bundle bundle, bool onlyIfKnown)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (onlyIfKnown && !state.IsKnown)
            return Step.Unchanged(state, false);
        var learnt = Learn(state, [bundle]);
        return new(learnt, !ReferenceEquals(learnt, state), []);
    }

    /// <summary>
    /// Learns a contact's bundle from its card, and listens to its contact code and on the topic that it has with us: it may write
    /// there to the devices of ours that it knows before this one has ever written to it (facts 7, 8.1).
    /// </summary>
    public static Step<SessionState, bool> Meet(SessionState state, Bundle bundle, OwnDevice device, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(device);
        var (learnt, isNews, _) = LearnBundle(state, bundle, onlyIfKnown: false);
        var (listening, isFirst, listeners) = Listen(learnt, device, turn);
        return new(listening, isNews || isFirst, listeners);
    }

    /// <summary>
    /// Takes an inbound message. The bundles of a peer whom we know are learnt even when the message cannot be decrypted,
    /// because they are signed by themselves; apart from that a message that fails changes nothing. Of a stranger nothing is kept
    /// unless the message is good to its innermost layer, or has to wait for a decision about him.
    /// </summary>
    public static Step<SessionState, ReceiveResult> Receive(
        SessionState state,
        InboundMessage message,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(device);
        if (MayRead(state, message, device) is not true and var verdict)
            return verdict is null ? Hold(state, message) : Refuse(state);
        var (after, opened, _) = Open(state, message, device, turn);
        if (opened.Failure is { } failure)
            return Step.To(after, Result(after, failure, opened.Encryption));
        var accepted = Accept(after, opened, message, device, turn);
        return state.IsKnown || accepted.Result.Outcome is not (EnvelopeOutcome.Malformed or EnvelopeOutcome.Forged)
            ? accepted
            : Step.Unchanged(state, accepted.Result with { OwesAcknowledgement = false });
    }

    /// <summary>The secure transport's part of receiving: bundles are learnt, our entry is decrypted (facts 6.5).</summary>
    internal static Step<SessionState, OpenedMessage> Open(
        SessionState state,
        InboundMessage message,
        OwnDevice device,
        Turn turn
    )
    {
        // The devices of our own identity are the installation's business: it has learnt the bundles already.
        var learnt = IsWithOwnIdentity(state, device) ? FollowSiblings(state, device) : Learn(state, message.Bundles);
        var known = state.IsKnown ? learnt : state;
        if (!message.Message.PublicMessage.IsEmpty)
            return Step.To(known, OpenedMessage.Failed(EnvelopeOutcome.BundleLearnt));
        if (message.Message.Entries.IsEmpty)
            return Step.To(known, OpenedMessage.Failed(EnvelopeOutcome.Malformed));
        if (FindEntry(message, device) is not { } entry)
            return Step.To(known, OpenedMessage.Failed(NotAddressed(state, device)));

        var (sessions, opened) = new EntryOpener(device, message, PrekeyVersion(learnt, message), turn).Open(
            learnt.Sessions,
            entry
        );
        if (opened.Failure is not null)
            return Step.To(known, opened);
        var devices = message.Bundles.IsEmpty
            ? learnt.Devices
            : KnownDevices.MarkNegotiated(learnt.Devices, message.Message.InstallationId);
        return Step.To(learnt with { Sessions = sessions, Devices = devices }, opened);
    }

    /// <summary>The application's part of receiving: what the plaintext holds for the mailbox, for MVDS, for groups and for our devices.</summary>
    internal static Step<SessionState, ReceiveResult> Accept(
        SessionState state,
        OpenedMessage opened,
        InboundMessage message,
        OwnDevice device,
        Turn turn
    )
    {
        var given = ReceivedGroupKeys.Read(state, FindEntry(message, device), opened.Plaintext);
        var content = ReceivedContent.Read(given.Plaintext, message, device.Identity.PublicKey, turn);
        var accepted = state with
        {
            ChatClock = Math.Max(state.ChatClock, Math.Min(content.Clock, LatestClock(turn))),
            PendingAcknowledgements = Pending(state.PendingAcknowledgements, content.ToAcknowledge),
            Trust = TrustRules.AfterUse(state.Trust),
            Held = HeldMessages.Remove(state.Held, message.EnvelopeHash),
            Groups = given.Groups,
        };
        ImmutableArray<Effect> effects =
        [
            .. given.Effects,
            .. content.Messages.Select(part => new Effect.Deliver(state.Key.Own, part)),
            .. content.Acknowledged.Select(id => new Effect.MarkDelivered(id)),
            .. content.Pairings.Select(pairing => new Effect.Post(
                new PairingLetter(state.Key.Own, pairing).ToLetter()
            )),
        ];
        return new(accepted, Result(accepted, content.Outcome, opened.Encryption), effects);
    }

    private static bool IsWithOwnIdentity(SessionState state, OwnDevice device) =>
        state.Key.Peer.Equals(device.Identity.PublicKey);

    private static SessionState FollowSiblings(SessionState state, OwnDevice device)
    {
        var followed = KnownDevices.Follow(state.Devices, device.Siblings);
        return followed == state.Devices ? state : state with { Devices = followed };
    }

    // What everybody may read, a contact code, needs no trust: only its bundle is looked at.
    private static bool? MayRead(SessionState state, InboundMessage message, OwnDevice device) =>
        IsWithOwnIdentity(state, device) || !message.Message.PublicMessage.IsEmpty
            ? true
            : TrustRules.MayReceive(device.TrustPolicy, state.Trust);

    private static Step<SessionState, ReceiveResult> Refuse(SessionState state) =>
        Step.Unchanged(state, Result(state, EnvelopeOutcome.NotTrusted, MessageEncryption.None));

    private static Step<SessionState, ReceiveResult> Hold(SessionState state, InboundMessage message)
    {
        var held = HeldMessages.Add(state.Held, message);
        var after = held == state.Held ? state : state with { Held = held };
        return Step.To(after, Result(after, EnvelopeOutcome.TrustAwaited, MessageEncryption.None));
    }

    internal static EncryptedEntry? FindEntry(InboundMessage message, OwnDevice device) =>
        message.Message.Entries.GetValueOrDefault(device.Key.InstallationId)
        ?? message.Message.Entries.GetValueOrDefault(ProtocolMessage.AnyDevice);

    // As of when the sending device has the session: what its own bundle says, and nothing newer when it comes late.
    private static uint PrekeyVersion(SessionState learnt, InboundMessage message) =>
        message.PrekeyVersion ?? KnownDevices.Find(learnt.Devices, message.Message.InstallationId)?.PrekeyVersion ?? 0;

    private static EnvelopeOutcome NotAddressed(SessionState state, OwnDevice device) =>
        IsWithOwnIdentity(state, device) ? EnvelopeOutcome.NotPaired : EnvelopeOutcome.NotForThisDevice;

    private static SessionState Learn(SessionState state, ImmutableArray<Bundle> bundles)
    {
        var devices = bundles.Aggregate(
            state.Devices,
            (known, bundle) => KnownDevices.Learn(known, bundle, state.Key.Own.InstallationId)
        );
        return devices == state.Devices ? state : state with { Devices = devices };
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> Pending(
        ImmutableArray<ReadOnlyMemory<byte>> pending,
        ImmutableArray<ReadOnlyMemory<byte>> added
    )
    {
        if (added.IsEmpty)
            return pending;
        var all = pending.AddRange(added);
        return all.Length <= MessagingLimits.PendingAcknowledgements
            ? all
            : all[^MessagingLimits.PendingAcknowledgements..];
    }

    // The Waku timestamp that the clock was checked against is the sender's own word.
    private static ulong LatestClock(Turn turn) => turn.NowMilliseconds + ApplicationLimits.MaxClockLeadMilliseconds;

    private static ReceiveResult Result(SessionState state, EnvelopeOutcome outcome, MessageEncryption encryption) =>
        new(outcome, encryption, !state.PendingAcknowledgements.IsEmpty);
}
