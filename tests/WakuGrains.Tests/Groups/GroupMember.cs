using System.Collections.Immutable;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Groups;

/// <summary>One device and a group, driven by the pure behaviours alone.</summary>
internal sealed class GroupMember(TestWorld world, TestDevice device, string groupId = GroupMember.DefaultGroup)
{
    /// <summary>The group's id, in hex.</summary>
    public const string DefaultGroup = "0011aabb";

    private static readonly GroupDefinition Definition = new(TestWorld.Curve);

    /// <summary>The group as it is now.</summary>
    public GroupState State { get; set; } = GroupState.Empty(new(device.Own.Key, groupId));

    /// <summary>The identity.</summary>
    public PublicKey PublicKey => device.PublicKey;

    /// <summary>Texts that were delivered, in order.</summary>
    public List<string> Mailbox { get; } = [];

    /// <summary>What was delivered.</summary>
    public List<MessageContent> Messages { get; } = [];

    /// <summary>Topics that are listened to.</summary>
    public List<TopicListener> Listeners { get; } = [];

    /// <summary>A member of the default group.</summary>
    public static GroupMember New(TestWorld world, string installationId) =>
        new(world, world.NewDevice(installationId));

    /// <summary>Makes the next key.</summary>
    public GroupInfo CreateKey(string? chatId = null) => Take(Group.CreateKey(State, chatId, device.Own, world.Turn));

    /// <summary>Listens to the group before it has a key.</summary>
    public GroupInfo Join() => Take(Group.Join(State, chatId: null));

    /// <summary>Takes keys that somebody gave.</summary>
    public GroupKeysLearnt Learn(GroupMember from) => Learn(from.PublicKey, from.Export());

    /// <summary>Takes keys.</summary>
    public GroupKeysLearnt Learn(PublicKey from, ImmutableArray<GroupKey> keys) =>
        Take(Group.LearnKeys(State, from, keys, device.Own, world.Turn));

    /// <summary>The keys for somebody else.</summary>
    public ImmutableArray<GroupKey> Export() => Group.ExportKeys(State);

    /// <summary>Sends text.</summary>
    public Envelope Send(string text) => Send(new OutboundContent.Text(text));

    /// <summary>Sends content.</summary>
    public Envelope Send(OutboundContent content)
    {
        var step = Group.Send(State, content, device.Own, world.Turn);
        Take(step);
        return Published(step.Effects);
    }

    /// <summary>Makes the next key for members.</summary>
    public Envelope Rekey(OutboundContent? content, params GroupMember[] members)
    {
        ImmutableArray<PublicKey> keys = [.. members.Select(member => member.PublicKey)];
        var step = Group.Rekey(State, keys, content, device.Own, world.Turn);
        Take(step);
        return Published(step.Effects);
    }

    /// <summary>Receives an envelope, as the router would.</summary>
    public EnvelopeOutcome Receive(Envelope envelope) => Receive(Read(envelope));

    /// <summary>Receives a message.</summary>
    public EnvelopeOutcome Receive(InboundMessage message) =>
        Take(Group.Receive(State, message, device.Own, world.Turn)).Outcome;

    /// <summary>Receives what must change nothing.</summary>
    public void Refuses(EnvelopeOutcome expected, InboundMessage message)
    {
        var step = Group.Receive(State, message, device.Own, world.Turn);
        step.Result.Outcome.ShouldBe(expected);
        step.State.ShouldBeSameAs(State);
        step.Effects.ShouldBeEmpty();
    }

    /// <summary>Opens the frame of an envelope on the group's topic.</summary>
    public InboundMessage Read(Envelope envelope)
    {
        var topic = StatusTopics.Chat(State.ChatId);
        envelope.Message.ContentTopic.ShouldBe(topic.ContentTopic.ToString());
        var key = State.Topic?.Key ?? topic.DeriveKey();
        var opened = PayloadV1.OpenSymmetric(TestWorld.Curve, key.Span, envelope.Message.Payload.Span);
        ProtocolMessage.TryDecode(opened.Data.Span, out var message, out var fault).ShouldBeTrue(fault.ToString());
        return new(opened.Signer!, message!, [], envelope.Hash.ToArray(), envelope.Message.Timestamp!.Value);
    }

    /// <summary>Stores the group and reads it again.</summary>
    public void Restart() =>
        State = Definition.Decode(
            State.Key.ToString(),
            [.. Definition.Parts.Select((_, part) => Definition.Encode(part, State))]
        );

    /// <summary>How many bytes the group's records have together.</summary>
    public int StoredLength => Definition.Parts.Select((_, part) => Definition.Encode(part, State).Length).Sum();

    private TResult Take<TResult>(Step<GroupState, TResult> step)
    {
        State = step.State;
        Listeners.AddRange(step.Effects.OfType<Effect.Listen>().Select(listen => listen.Listener));
        foreach (var deliver in step.Effects.OfType<Effect.Deliver>())
        {
            deliver.Mailbox.ShouldBe(device.Own.Key);
            Messages.Add(deliver.Message);
            Mailbox.Add(Encoding.UTF8.GetString(deliver.Message.Body.Span));
        }

        return step.Result;
    }

    private static Envelope Published(ImmutableArray<Effect> effects) =>
        effects.OfType<Effect.Publish>().ShouldHaveSingleItem().Envelope;
}
