using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.Groups;

/// <summary>What came of keys that were given to us.</summary>
/// <param name="Learnt">How many of them are new.</param>
/// <param name="Delivered">How many messages had waited for them and are in the mailbox now.</param>
public readonly record struct GroupKeysLearnt(int Learnt, int Delivered);

/// <summary>
/// What a group decides: when a key is made, whose keys are taken, how a message is encrypted and what an inbound one means
/// (facts 5). Knows no storage, no network and no clock but the turn's. Failure returns the state that was given.
/// </summary>
public static class Group
{
    /// <summary>Makes the group with its first key; one that we are in already stays as it is.</summary>
    /// <param name="state">The group.</param>
    /// <param name="chatId">As for <see cref="CreateKey"/>.</param>
    /// <param name="device">Our side.</param>
    /// <param name="turn">The turn.</param>
    public static Step<GroupState, GroupInfo> Create(GroupState state, string? chatId, OwnDevice device, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.IsMember ? Step.Unchanged(state, GroupInfo.Of(state)) : CreateKey(state, chatId, device, turn);
    }

    /// <summary>Makes the group's next key; with the first one we are in the group and listen to its topic.</summary>
    /// <param name="state">The group.</param>
    /// <param name="chatId">The name of its chat, unless that is the group's id; only the first time.</param>
    /// <param name="device">Our side.</param>
    /// <param name="turn">The turn.</param>
    public static Step<GroupState, GroupInfo> CreateKey(GroupState state, string? chatId, OwnDevice device, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        var named = state.IsKnown || chatId is null ? state : state with { ChatId = chatId };
        var (created, key) = GroupKeys.Create(named, device, turn);
        key.Dispose();
        var (listening, effects) = Listen(created);
        return new(listening, GroupInfo.Of(listening), effects);
    }

    /// <summary>
    /// Listens to a group whose key is still to come: its messages wait for the key. A key has to be given to us alone, in a
    /// session: who rekeys in public could be anybody.
    /// </summary>
    /// <param name="state">The group.</param>
    /// <param name="chatId">The name of its chat, unless that is the group's id; only the first time.</param>
    public static Step<GroupState, GroupInfo> Join(GroupState state, string? chatId)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.IsKnown)
            return Step.Unchanged(state, GroupInfo.Of(state));
        var (listening, effects) = Listen(chatId is null ? state : state with { ChatId = chatId });
        return new(listening, GroupInfo.Of(listening), effects);
    }

    /// <summary>Takes keys that somebody gave us alone, and delivers what had waited for them.</summary>
    /// <param name="state">The group.</param>
    /// <param name="from">Who gave them, authentic.</param>
    /// <param name="keys">Keys of this group; they are copied.</param>
    /// <param name="device">Our side.</param>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentException">A key is another group's.</exception>
    public static Step<GroupState, GroupKeysLearnt> LearnKeys(
        GroupState state,
        PublicKey from,
        ImmutableArray<GroupKey> keys,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        var learnt = GroupKeys.Learn(state, from, keys, device, turn);
        if (ReferenceEquals(learnt, state))
            return Step.Unchanged(state, default(GroupKeysLearnt));
        var (listening, listen) = Listen(learnt);
        var (delivered, deliveries) = new GroupDelivery(device.Identity.PublicKey, turn).DeliverWaiting(listening);
        return new(delivered, new(CountNew(state, learnt), deliveries.Length), [.. listen, .. deliveries]);
    }

    /// <summary>The group's keys for somebody who shall join, the newest first: copies, the caller's to dispose of.</summary>
    public static ImmutableArray<GroupKey> ExportKeys(GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return [.. state.Chains.Where(chain => chain.MaySend).Reverse().Select(chain => chain.Ratchet.Key.Clone())];
    }

    /// <summary>Encrypts content for the group and puts it into the outbox.</summary>
    /// <exception cref="GroupNotFoundException">We are not in the group.</exception>
    public static Step<GroupState, SendReceipt> Send(
        GroupState state,
        OutboundContent content,
        OwnDevice device,
        Turn turn
    )
    {
        RequireMember(state);
        ArgumentNullException.ThrowIfNull(device);
        var (wrapped, messageId, clocked) = Wrap(state, content, device, turn);
        var composer = new GroupComposer(device, turn);
        var (sent, message) = composer.Encrypt(clocked, wrapped);
        var receipt = new SendReceipt(messageId, AcceptedAt(turn), IsReplay: false);
        return Step.To<GroupState, SendReceipt>(
            sent,
            receipt,
            new Effect.Publish(composer.Seal(message, sent.Topic!), messageId, default)
        );
    }

    /// <summary>
    /// Makes the next key and gives it to members in one public message. Who is not among them reads nothing that is sent from
    /// then on, and keeps what was sent before.
    /// </summary>
    /// <param name="state">The group; one that we are not in yet is made by it.</param>
    /// <param name="members">Who gets the key; we ourselves need not be named.</param>
    /// <param name="content">What goes with it, readable for everybody who knows the group; null for nothing.</param>
    /// <param name="device">Our side.</param>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentException">There are more members than <see cref="SecureTransportLimits.MaxRekeyEntries"/>.</exception>
    public static Step<GroupState, GroupInfo> Rekey(
        GroupState state,
        ImmutableArray<PublicKey> members,
        OutboundContent? content,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        var (created, key) = GroupKeys.Create(state, device, turn);
        using (key)
        {
            var (listening, effects) = Listen(created);
            var (wrapped, messageId, clocked) = content is null
                ? ([], [], listening)
                : Wrap(listening, content, device, turn);
            var composer = new GroupComposer(device, turn);
            var envelope = composer.Seal(composer.Rekey(key, members, wrapped), clocked.Topic!);
            return new(clocked, GroupInfo.Of(clocked), [.. effects, new Effect.Publish(envelope, messageId, default)]);
        }
    }

    /// <summary>
    /// Takes an inbound message. For a group that we are not in and do not wait for nothing is computed and nothing kept. A message under a key that
    /// is missing waits for it; apart from that one that fails changes nothing. What is public beside a new key is delivered
    /// when it is the owner's, because nothing else shows that it comes from a member.
    /// </summary>
    /// <exception cref="ArgumentException">The message is another group's.</exception>
    public static Step<GroupState, ReceiveResult> Receive(
        GroupState state,
        InboundMessage message,
        OwnDevice device,
        Turn turn
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(device);
        if (IsEcho(message, device))
            return Step.Unchanged(state, Result(EnvelopeOutcome.Echo));
        if (GroupOpener.FindEntry(message.Message) is not { } entry)
            return Step.Unchanged(state, Result(EnvelopeOutcome.Malformed));
        if (!state.IsKnown || (!state.IsMember && GroupHeaders.IsKeyExchange(entry.HashRatchet!)))
            return Step.Unchanged(state, Result(EnvelopeOutcome.GroupKeyMissing));
        if (!entry.HashRatchet!.GroupId.Span.SequenceEqual(state.Key.GroupIdBytes()))
            throw new ArgumentException("The message is another group's.", nameof(message));
        return Open(state, message, entry, device, turn);
    }

    /// <summary>Refuses a group that we are not in.</summary>
    /// <exception cref="GroupNotFoundException">We have no key of it.</exception>
    internal static void RequireMember(GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (!state.IsMember)
            throw new GroupNotFoundException(state.Key);
    }

    private static Step<GroupState, ReceiveResult> Open(
        GroupState state,
        InboundMessage message,
        EncryptedEntry entry,
        OwnDevice device,
        Turn turn
    )
    {
        var (after, opened) = new GroupOpener(device, turn).Open(state, message.Sender, entry);
        if (opened.Failure == EnvelopeOutcome.GroupKeyMissing)
            return Step.To(Wait(state, message, entry), Result(EnvelopeOutcome.GroupKeyMissing, opened.Encryption));
        if (opened.Failure is { } failure)
            return Step.Unchanged(state, Result(failure, opened.Encryption));
        var delivery = new GroupDelivery(device.Identity.PublicKey, turn);
        if (opened.Encryption == MessageEncryption.HashRatchet)
            return delivery.Accept(state, after, opened, message);
        var speaks = message.Sender.Equals(state.Owner) || message.Sender.Equals(device.Identity.PublicKey);
        return delivery.AcceptRekey(after, speaks ? opened : opened with { Plaintext = default }, message);
    }

    private static GroupState Wait(GroupState state, InboundMessage message, EncryptedEntry entry)
    {
        var waiting = WaitingMessages.Add(state.Waiting, message, entry);
        return waiting == state.Waiting ? state : state with { Waiting = waiting };
    }

    private static (byte[] Wrapped, byte[] MessageId, GroupState State) Wrap(
        GroupState state,
        OutboundContent content,
        OwnDevice device,
        Turn turn
    )
    {
        var clock = ChatClock.Next(state.ChatClock, turn.NowMilliseconds);
        var wrapped = ApplicationContent.WrapForGroup(content, clock, device.Identity, state.ChatId, turn);
        var messageId = ApplicationMetadata.MessageId(device.Identity.PublicKey, wrapped);
        return (wrapped, messageId, state with { ChatClock = clock });
    }

    private static (GroupState State, ImmutableArray<Effect> Effects) Listen(GroupState state)
    {
        if (state.IsKnown)
            return (state, []);
        var chat = StatusTopics.Chat(state.ChatId);
        var topic = new GroupTopic(chat.ContentTopic.ToString(), chat.DeriveKey());
        var listener = new TopicListener(state.Key.Own, topic.ContentTopic, TopicKind.Group, topic.Key);
        return (state with { Topic = topic }, [new Effect.Listen(listener)]);
    }

    private static bool IsEcho(InboundMessage message, OwnDevice device) =>
        message.Sender.Equals(device.Identity.PublicKey) && message.Message.InstallationId == device.Key.InstallationId;

    private static int CountNew(GroupState before, GroupState after) =>
        after.Chains.Count(chain => !before.Chains.Any(old => ReferenceEquals(old.Ratchet.Key, chain.Ratchet.Key)));

    // Whole milliseconds, as the stored receipt has it: a replay answers the same.
    private static DateTimeOffset AcceptedAt(Turn turn) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)turn.NowMilliseconds);

    private static ReceiveResult Result(
        EnvelopeOutcome outcome,
        MessageEncryption encryption = MessageEncryption.None
    ) => new(outcome, encryption, OwesAcknowledgement: false);
}
