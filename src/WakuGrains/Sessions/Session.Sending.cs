using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Letters;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Topics;
using WakuGrains.Trust;

namespace WakuGrains.Sessions;

public static partial class Session
{
    /// <summary>
    /// Encrypts content for the peer's devices and puts it into the outbox; our own paired devices get a copy, by a letter to the
    /// session with our own identity (facts 6.6).
    /// </summary>
    /// <exception cref="PeerNotTrustedException">The identity does not write to this peer.</exception>
    public static Step<SessionState, SendReceipt> Send(
        SessionState state,
        OutboundContent content,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        if (!MaySend(state, device))
            throw new PeerNotTrustedException(state.Key.Peer);
        var (clock, chatId) = (ChatClock.Next(state.ChatClock, turn.NowMilliseconds), ChatId.Of(state.Key.Peer));
        var wrapped = ApplicationContent.Wrap(content, clock, device.Identity, chatId, turn);
        var messageId = ApplicationMetadata.MessageId(device.Identity.PublicKey, wrapped);
        var (sent, effects) = SendMvds(state with { ChatClock = clock }, [wrapped], messageId, device, turn);
        return new(sent, Receipt(messageId, turn), [.. effects, .. Copy(state, device, messageId, wrapped)]);
    }

    /// <summary>
    /// Makes one message for several identities, in the session with our own: wrapped once, so that it has one id, and a letter
    /// to the session with each (54: pairwise encryption). Our own paired devices get it here.
    /// </summary>
    public static Step<SessionState, SendReceipt> SendToMany(
        SessionState state,
        OutboundContent content,
        ImmutableArray<PublicKey> recipients,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        var own = device.Identity.PublicKey;
        var clock = ChatClock.Next(state.ChatClock, turn.NowMilliseconds);
        var wrapped = ApplicationContent.Wrap(content, clock, device.Identity, ChatId.Of(own, recipients), turn);
        var messageId = ApplicationMetadata.MessageId(own, wrapped);
        var letters = recipients.Select(recipient => new Effect.Post(
            new MessageLetter(new SessionKey(state.Key.Own, recipient), messageId, wrapped, IsCopy: false).ToLetter()
        ));
        var (sent, _, effects) = SendWrapped(
            state with
            {
                ChatClock = clock,
            },
            wrapped,
            messageId,
            isCopy: true,
            device,
            turn
        );
        return new(sent, Receipt(messageId, turn), [.. letters, .. effects]);
    }

    /// <summary>Sends an application message that is wrapped and signed already.</summary>
    /// <returns>Whether it was sent: not to a peer who is refused meanwhile, no copy when no device of ours is paired.</returns>
    public static Step<SessionState, bool> SendWrapped(
        SessionState state,
        ReadOnlyMemory<byte> wrapped,
        ReadOnlyMemory<byte> messageId,
        bool isCopy,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        if (!MaySend(state, device) || (isCopy && !device.HasPairedSiblings))
            return Step.Unchanged(state, false);
        var (sent, effects) = SendMvds(state, [wrapped], isCopy ? default : messageId, device, turn);
        return new(sent, true, effects);
    }

    /// <summary>Gives the peer the keys of a group, in a message that holds nothing else (facts 5).</summary>
    /// <param name="state">The session.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="device">Our side.</param>
    /// <param name="turn">The turn.</param>
    /// <exception cref="PeerNotTrustedException">The identity does not write to this peer.</exception>
    public static Step<SessionState, bool> SendGroupKeys(
        SessionState state,
        ReadOnlyMemory<byte> groupId,
        ImmutableArray<GroupKey> keys,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        if (!MaySend(state, device))
            throw new PeerNotTrustedException(state.Key.Peer, "member");
        var (listening, _, listeners) = Listen(ForSending(state, device), device, turn);
        var composer = new MessageComposer(device, state.Key.Peer, turn);
        var outbound = composer.Encrypt(
            listening with
            {
                Trust = TrustRules.AfterUse(state.Trust),
            },
            GroupKeyExchange.ToPlaintext(keys),
            GroupKeyExchange.ToHeader(groupId, keys)
        );
        return new(outbound.State, true, [.. listeners, new Effect.Publish(composer.Seal(outbound), default, default)]);
    }

    /// <summary>Sends the acknowledgements that wait, if any still do.</summary>
    public static Step<SessionState, bool> Acknowledge(SessionState state, OwnDevice device, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        if (state.PendingAcknowledgements.IsEmpty || !MaySend(state, device))
            return Step.Unchanged(state, false);
        var (sent, effects) = SendMvds(state, [], default, device, turn);
        return new(sent, true, effects);
    }

    /// <summary>Before the first send, or with a card: listens on the negotiated topic and on the peer's contact code (facts 7, 8.1).</summary>
    internal static Step<SessionState, bool> Listen(SessionState state, OwnDevice device, Turn turn)
    {
        if (state.Negotiated is not null)
            return Step.Unchanged(state, false);
        var negotiated = NegotiatedTopic.Of(turn.Curve, device.Identity, state.Key.Peer);
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

    /// <summary>The session as its messages are encrypted from: with our own identity it has the devices that are there now.</summary>
    internal static SessionState ForSending(SessionState state, OwnDevice device) =>
        IsWithOwnIdentity(state, device) ? FollowSiblings(state, device) : state;

    private static bool MaySend(SessionState state, OwnDevice device) =>
        IsWithOwnIdentity(state, device) || TrustRules.MaySend(device.TrustPolicy, state.Trust);

    // Whole milliseconds, as the stored receipt has it: a replay answers the same.
    private static SendReceipt Receipt(ReadOnlyMemory<byte> messageId, Turn turn) =>
        new(messageId, DateTimeOffset.FromUnixTimeMilliseconds((long)turn.NowMilliseconds), IsReplay: false);

    private static IEnumerable<Effect> Copy(
        SessionState state,
        OwnDevice device,
        ReadOnlyMemory<byte> messageId,
        ReadOnlyMemory<byte> wrapped
    )
    {
        var own = new SessionKey(state.Key.Own, device.Identity.PublicKey);
        if (device.HasPairedSiblings && !IsWithOwnIdentity(state, device))
            yield return new Effect.Post(new MessageLetter(own, messageId, wrapped, IsCopy: true).ToLetter());
    }

    private static (SessionState State, ImmutableArray<Effect> Effects) SendMvds(
        SessionState state,
        ImmutableArray<ReadOnlyMemory<byte>> bodies,
        ReadOnlyMemory<byte> messageId,
        OwnDevice device,
        Turn turn
    )
    {
        var (listening, _, listeners) = Listen(ForSending(state, device), device, turn);
        var groupId = Mvds.GroupId(device.Identity.PublicKey, state.Key.Peer);
        var seconds = turn.Now.ToUnixTimeSeconds();
        var plaintext = Mvds.Build(groupId, seconds, bodies, state.PendingAcknowledgements);
        var composer = new MessageComposer(device, state.Key.Peer, turn);
        var ready = listening with { PendingAcknowledgements = [], Trust = TrustRules.AfterUse(state.Trust) };
        var outbound = composer.Encrypt(ready, plaintext);
        var acknowledgementId = bodies.IsEmpty ? [] : Mvds.MessageId(groupId, seconds, bodies[0].Span);
        var publish = composer
            .SealAll(outbound)
            .Select(envelope => new Effect.Publish(envelope, messageId, acknowledgementId));
        return (outbound.State, [.. listeners, .. publish]);
    }
}
