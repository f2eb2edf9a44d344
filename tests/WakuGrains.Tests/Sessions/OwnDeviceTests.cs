using WakuGrains.Engine;
using WakuGrains.Letters;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>What is sent goes to our own paired devices too, in a message of its own (54; facts 6.6).</summary>
public sealed class OwnDeviceTests
{
    private readonly TestWorld world = new();
    private readonly KeyPair identity;
    private readonly TestDevice one;
    private readonly TestDevice two;
    private readonly TestDevice peer;

    public OwnDeviceTests()
    {
        identity = world.NewKeyPair();
        one = new TestDevice(world, identity, "1");
        two = new TestDevice(world, identity, "2");
        peer = world.NewDevice("p");
        one.Learn(peer);
    }

    [Fact]
    public void Without_a_paired_device_nothing_is_copied()
    {
        Letters(one.Send(peer, "hello")).ShouldBeEmpty();
    }

    [Fact]
    public void A_paired_device_gets_a_copy_that_says_to_whom_it_went()
    {
        one.Pair(two);
        two.Pair(one);
        var sent = one.Send(peer, "hello");
        peer.Read(sent.Envelope).Message.Entries.Keys.ShouldBe(["p"], "the two messages are never mixed");

        var step = Receive(two, Carry(one, sent));

        step.Result.Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        step.Result.Encryption.ShouldBe(MessageEncryption.X3dh);
        var copy = step.Effects.OfType<Effect.Deliver>().ShouldHaveSingleItem().Message;
        copy.MessageId.ToArray().ShouldBe(sent.Receipt!.MessageId.ToArray());
        (copy.Direction, copy.Sender, copy.Recipient).ShouldBe(
            (MessageDirection.Sent, identity.PublicKey, peer.PublicKey)
        );
    }

    [Fact]
    public void What_a_peer_sends_is_received_and_has_no_recipient()
    {
        peer.Learn(one);
        var message = one.Read(peer.Send(one, "hello").Envelope);
        var delivered = Session.Receive(one.With(peer), message, one.Own, world.Turn).Effects;
        var content = delivered.OfType<Effect.Deliver>().ShouldHaveSingleItem().Message;
        (content.Direction, content.Recipient).ShouldBe((MessageDirection.Received, null));
    }

    [Fact]
    public void A_device_that_is_not_paired_cannot_read_the_copy_and_says_so()
    {
        one.Pair(two);
        var three = new TestDevice(world, identity, "3");
        var copy = Carry(one, one.Send(peer, "hello"));
        Receive(three, copy).Result.Outcome.ShouldBe(EnvelopeOutcome.NotPaired);
    }

    [Fact]
    public void A_copy_goes_to_the_three_most_active_devices()
    {
        foreach (var id in new[] { "2", "3", "4", "5" })
        {
            world.Advance(TimeSpan.FromMinutes(1));
            one.Pair(new TestDevice(world, identity, id));
        }

        var copy = two.Read(Carry(one, one.Send(peer, "hello")).Single().Envelope);
        copy.Message.Entries.Keys.Order().ShouldBe(["3", "4", "5"]);
    }

    [Fact]
    public void After_a_device_was_unpaired_nothing_is_encrypted_for_it()
    {
        one.Pair(two);
        Letters(one.Send(peer, "with")).ShouldHaveSingleItem();
        one.Take(state => Step.To(WakuGrains.Installations.Siblings.Enable(state, "2", isEnabled: false), true));
        Letters(one.Send(peer, "without")).ShouldBeEmpty();
        SendCopy(one, new MessageLetter(Own(one), new byte[32], new byte[1], IsCopy: true)).ShouldBeEmpty();
    }

    [Fact]
    public void Both_devices_of_both_sides_see_the_whole_conversation()
    {
        var other = new TestDevice(world, peer.Identity, "q");
        one.Pair(two);
        two.Pair(one);
        peer.Pair(other);
        other.Pair(peer);
        one.Learn(peer);

        var sent = one.Send(peer, "question");
        foreach (var device in new[] { peer, other })
            device.Receive(sent).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        Receive(two, Carry(one, sent)).Result.Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        var answer = other.Send(one, "answer");
        foreach (var device in new[] { one, two })
            device.Receive(answer).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        Receive(peer, Carry(other, answer)).Result.Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void The_negotiated_topic_is_used_once_the_sibling_has_written()
    {
        one.Pair(two);
        two.Pair(one);
        two.Learn(peer);
        var first = Carry(one, one.Send(peer, "first"));
        first.Single().Envelope.Message.ContentTopic.ShouldBe(Partition());
        Receive(two, first);
        var answer = Carry(two, two.Send(peer, "second"));
        answer.Single().Envelope.Message.ContentTopic.ShouldNotBe(Partition());
        Receive(one, answer).Result.Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    private string Partition() => Protocol.Waku.StatusTopics.Partitioned(identity.PublicKey).ContentTopic.ToString();

    private static SessionKey Own(TestDevice device) => new(device.Own.Key, device.PublicKey);

    private static IEnumerable<MessageLetter> Letters(OutgoingMessage sent) =>
        sent.Effects.OfType<Effect.Post>().Select(post => MessageLetter.Read(TestWorld.Curve, post.Letter));

    private List<Effect.Publish> Carry(TestDevice device, OutgoingMessage sent) =>
        [.. Letters(sent).SelectMany(letter => SendCopy(device, letter))];

    private List<Effect.Publish> SendCopy(TestDevice device, MessageLetter letter)
    {
        letter.Session.ShouldBe(Own(device));
        var step = Session.SendWrapped(
            device.With(device),
            letter.Application,
            letter.MessageId,
            letter.IsCopy,
            device.Own,
            world.Turn
        );
        device.Put(step.State);
        return [.. step.Effects.OfType<Effect.Publish>()];
    }

    private Step<SessionState, ReceiveResult> Receive(TestDevice device, List<Effect.Publish> published)
    {
        var message = device.Read(published.ShouldHaveSingleItem().Envelope);
        foreach (var bundle in message.Bundles)
            device.Take(state => WakuGrains.Installations.Siblings.Learn(state, bundle));
        var step = Session.Receive(device.With(device), message, device.Own, world.Turn);
        device.Put(step.State);
        return step;
    }
}
