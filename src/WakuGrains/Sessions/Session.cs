using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Sessions;

/// <summary>
/// What a session decides: how a message is encrypted, what an inbound one means (54/WAKU2-X3DH-SESSIONS). Knows no storage, no
/// network and no clock but the turn's. Failure returns the state that was given.
/// </summary>
public static class Session
{
    /// <summary>Encrypts content for the peer's devices and puts it into the outbox.</summary>
    public static Step<SessionState, SendReceipt> Send(
        SessionState state,
        OutboundContent content,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        var clock = ChatClock.Next(state.ChatClock, turn.NowMilliseconds);
        var wrapped = ApplicationContent.Wrap(content, clock, device.Identity, state.Key.Peer, turn);
        var messageId = ApplicationMetadata.MessageId(device.Identity.PublicKey, wrapped);
        var (sent, effects) = SendMvds(state with { ChatClock = clock }, [wrapped], messageId, device, turn);
        // Whole milliseconds, as the stored receipt has it: a replay answers the same.
        var acceptedAt = DateTimeOffset.FromUnixTimeMilliseconds((long)turn.NowMilliseconds);
        return new(sent, new SendReceipt(messageId, acceptedAt, IsReplay: false), effects);
    }

    /// <summary>Sends the acknowledgements that wait, if any still do.</summary>
    public static Step<SessionState, bool> Acknowledge(SessionState state, OwnDevice device, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        if (state.PendingAcknowledgements.IsEmpty)
            return Step.Unchanged(state, false);
        var (sent, effects) = SendMvds(state, [], default, device, turn);
        return new(sent, true, effects);
    }

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
    /// Takes an inbound message. The bundles of a peer whom we know are learnt even when the message cannot be decrypted,
    /// because they are signed by themselves; apart from that a message that fails changes nothing. Of a stranger nothing is kept
    /// unless the message is good to its innermost layer.
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
        var (after, opened, _) = Open(state, message, device, turn);
        if (opened.Failure is { } failure)
            return Step.To(after, Result(after, failure, opened.Encryption));
        var accepted = Accept(after, opened, message, turn);
        return state.IsKnown || accepted.Result.Outcome is not (EnvelopeOutcome.Malformed or EnvelopeOutcome.Forged)
            ? accepted
            : Step.Unchanged(state, accepted.Result with { OwesAcknowledgement = false });
    }

    /// <summary>Before the first send: listens on the negotiated topic and on the peer's contact code (facts 7, 8.1).</summary>
    internal static Step<SessionState, bool> Listen(SessionState state, OwnDevice device, Turn turn)
    {
        if (state.Negotiated is not null)
            return Step.Unchanged(state, false);
        var negotiated = new MessageComposer(device, state.Key.Peer, turn).Negotiate();
        var contactCode = StatusTopics.ContactCode(state.Key.Peer);
        return Step.To<SessionState, bool>(
            state with
            {
                Negotiated = negotiated,
            },
            true,
            new Effect.Listen(new(state.Key.Own, negotiated.ContentTopic, TopicKind.Negotiated, negotiated.Key)),
            new Effect.Listen(
                new(state.Key.Own, contactCode.ContentTopic.ToString(), TopicKind.ContactCode, contactCode.DeriveKey())
            )
        );
    }

    /// <summary>The secure transport's part of receiving: bundles are learnt, our entry is decrypted (facts 6.5).</summary>
    internal static Step<SessionState, OpenedMessage> Open(
        SessionState state,
        InboundMessage message,
        OwnDevice device,
        Turn turn
    )
    {
        var learnt = Learn(state, message.Bundles);
        var known = state.IsKnown ? learnt : state;
        if (!message.Message.PublicMessage.IsEmpty)
            return Step.To(known, OpenedMessage.Failed(EnvelopeOutcome.BundleLearnt));
        if (message.Message.Entries.IsEmpty)
            return Step.To(known, OpenedMessage.Failed(EnvelopeOutcome.Malformed));
        if (FindEntry(message, device) is not { } entry)
            return Step.To(known, OpenedMessage.Failed(EnvelopeOutcome.NotForThisDevice));

        var (sessions, opened) = new EntryOpener(device, message, turn).Open(learnt.Sessions, entry);
        if (opened.Failure is not null)
            return Step.To(known, opened);
        var devices = message.Bundles.IsEmpty
            ? learnt.Devices
            : PeerDevices.MarkNegotiated(learnt.Devices, message.Message.InstallationId);
        return Step.To(learnt with { Sessions = sessions, Devices = devices }, opened);
    }

    /// <summary>The application's part of receiving: what the plaintext holds for the mailbox and for MVDS.</summary>
    internal static Step<SessionState, ReceiveResult> Accept(
        SessionState state,
        OpenedMessage opened,
        InboundMessage message,
        Turn turn
    )
    {
        var content = ReceivedContent.Read(opened.Plaintext, message, turn);
        var accepted = state with
        {
            ChatClock = Math.Max(state.ChatClock, Math.Min(content.Clock, LatestClock(turn))),
            PendingAcknowledgements = Pending(state.PendingAcknowledgements, content.ToAcknowledge),
        };
        ImmutableArray<Effect> effects =
        [
            .. content.Messages.Select(part => new Effect.Deliver(state.Key.Own, part)),
            .. content.Acknowledged.Select(id => new Effect.MarkDelivered(id)),
        ];
        return new(accepted, Result(accepted, content.Outcome, opened.Encryption), effects);
    }

    private static (SessionState State, ImmutableArray<Effect> Effects) SendMvds(
        SessionState state,
        ImmutableArray<ReadOnlyMemory<byte>> bodies,
        ReadOnlyMemory<byte> messageId,
        OwnDevice device,
        Turn turn
    )
    {
        var (listening, _, listeners) = Listen(state, device, turn);
        var groupId = Mvds.GroupId(device.Identity.PublicKey, state.Key.Peer);
        var seconds = turn.Now.ToUnixTimeSeconds();
        var plaintext = Mvds.Build(groupId, seconds, bodies, state.PendingAcknowledgements);
        var composer = new MessageComposer(device, state.Key.Peer, turn);
        var outbound = composer.Encrypt(listening with { PendingAcknowledgements = [] }, plaintext);
        var acknowledgementId = bodies.IsEmpty ? [] : Mvds.MessageId(groupId, seconds, bodies[0].Span);
        var publish = composer
            .SealAll(outbound)
            .Select(envelope => new Effect.Publish(envelope, messageId, acknowledgementId));
        return (outbound.State, [.. listeners, .. publish]);
    }

    private static EncryptedEntry? FindEntry(InboundMessage message, OwnDevice device) =>
        message.Message.Entries.GetValueOrDefault(device.Key.InstallationId)
        ?? message.Message.Entries.GetValueOrDefault(ProtocolMessage.AnyDevice);

    private static SessionState Learn(SessionState state, ImmutableArray<Bundle> bundles)
    {
        var devices = bundles.Aggregate(
            state.Devices,
            (known, bundle) => PeerDevices.Learn(known, bundle, state.Key.Own.InstallationId)
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
