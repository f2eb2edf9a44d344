using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Groups;

/// <summary>Making a group, joining it and talking in it.</summary>
public sealed class GroupTests
{
    private readonly TestWorld world = new();
    private readonly GroupMember alice;
    private readonly GroupMember bob;
    private readonly GroupMember carol;

    public GroupTests()
    {
        (alice, bob, carol) = (GroupMember.New(world, "a"), GroupMember.New(world, "b"), GroupMember.New(world, "c"));
        alice.CreateKey();
        bob.Learn(alice);
        carol.Learn(alice);
    }

    [Fact]
    public void Whoever_has_the_key_reads_what_is_sent()
    {
        var sent = alice.Send("hello");
        bob.Receive(sent).ShouldBe(EnvelopeOutcome.Delivered);
        carol.Receive(sent).ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(bob.Send("hi")).ShouldBe(EnvelopeOutcome.Delivered);
        bob.Mailbox.ShouldBe(["hello"]);
        carol.Mailbox.ShouldBe(["hello"]);
        alice.Mailbox.ShouldBe(["hi"]);
    }

    [Fact]
    public void A_message_says_who_sent_it_and_to_which_group()
    {
        bob.Receive(alice.Send("hello"));
        var message = bob.Messages.ShouldHaveSingleItem();
        message.GroupId.ToArray().ShouldBe([0x00, 0x11, 0xaa, 0xbb]);
        message.Sender.ShouldBe(alice.PublicKey);
        message.SenderInstallation.ShouldBe("a");
        message.ContentType.ShouldBe("text/plain");
        message.Clock.ShouldBe(world.Turn.NowMilliseconds);
    }

    [Fact]
    public void Content_that_is_no_text_is_delivered_too()
    {
        var headers = ImmutableDictionary<string, string>.Empty.Add("name", "value");
        bob.Receive(alice.Send(new OutboundContent.Data("a/b", new byte[] { 1, 2 }, headers)));
        var message = bob.Messages.ShouldHaveSingleItem();
        (message.ContentType, message.Headers["name"]).ShouldBe(("a/b", "value"));
        message.Body.ToArray().ShouldBe([1, 2]);
    }

    [Fact]
    public void Messages_are_read_in_any_order()
    {
        var sent = Enumerable.Range(0, 8).Select(i => alice.Send($"{i}")).ToList();
        int[] order = [7, 0, 6, 1, 5, 2, 4, 3];
        foreach (var i in order)
            bob.Receive(sent[i]).ShouldBe(EnvelopeOutcome.Delivered);
        bob.Mailbox.ShouldBe(order.Select(i => $"{i}"));
    }

    [Fact]
    public void Two_senders_may_use_the_same_number()
    {
        var (one, other) = (alice.Send("from alice"), bob.Send("from bob"));
        Number(one).ShouldBe(Number(other));
        carol.Receive(one);
        carol.Receive(other);
        carol.Mailbox.ShouldBe(["from alice", "from bob"]);
        Number(carol.Send("next")).ShouldBe(Number(one) + 1);
    }

    [Fact]
    public void What_we_sent_ourselves_is_an_echo()
    {
        var sent = alice.Send("hello");
        alice.Refuses(EnvelopeOutcome.Echo, alice.Read(sent));
    }

    [Fact]
    public void A_group_is_listened_to_once_on_the_topic_of_its_chat()
    {
        alice.CreateKey();
        bob.Learn(alice);
        foreach (var member in new[] { alice, bob, carol })
        {
            var listener = member.Listeners.ShouldHaveSingleItem();
            listener.Kind.ShouldBe(TopicKind.Group);
            listener.ContentTopic.ShouldBe(StatusTopics.Chat("0x0011aabb").ContentTopic.ToString());
            listener.SymmetricKey.ShouldBe(StatusTopics.Chat("0x0011aabb").DeriveKey());
        }
    }

    [Fact]
    public void A_chat_may_have_another_name_than_its_group()
    {
        var dave = GroupMember.New(world, "d");
        dave.CreateKey("a channel").ChatId.ShouldBe("a channel");
        dave.CreateKey("renamed").ChatId.ShouldBe("a channel");
        dave.Listeners.ShouldHaveSingleItem()
            .ContentTopic.ShouldBe(StatusTopics.Chat("a channel").ContentTopic.ToString());
        dave.Send("hello").Message.ContentTopic.ShouldBe(dave.State.Topic!.ContentTopic);
    }

    [Fact]
    public void Messages_carry_no_bundle_and_one_entry_for_any_device()
    {
        foreach (var envelope in new[] { alice.Send("hello"), alice.Rekey(null, bob) })
        {
            var message = bob.Read(envelope).Message;
            message.Bundles.ShouldBeEmpty();
            message.InstallationId.ShouldBe("a");
            message.Entries.ShouldHaveSingleItem().Key.ShouldBe(ProtocolMessage.AnyDevice);
        }
    }

    [Fact]
    public void The_newest_key_sends_and_the_older_ones_are_read()
    {
        var old = alice.Send("under the first key");
        world.Advance(TimeSpan.FromMinutes(1));
        alice.CreateKey();
        bob.Learn(alice).ShouldBe(new GroupKeysLearnt(1, 0));
        KeyOf(alice.Send("second")).ShouldBe(KeyOf(bob.Send("second too")));
        KeyOf(alice.Send("second")).ShouldNotBe(KeyOf(old));
        bob.Receive(old).ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(carol.Send("still the first")).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void Keys_made_in_the_same_millisecond_follow_one_another()
    {
        alice.CreateKey();
        var keys = alice.CreateKey().Keys;
        keys.Select(key => key.CreatedAt).ShouldBe(keys.Select(key => key.CreatedAt).OrderDescending());
        keys.Select(key => key.CreatedAt).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void The_same_keys_again_change_nothing()
    {
        var before = bob.State;
        bob.Learn(alice).ShouldBe(default);
        bob.State.ShouldBeSameAs(before);
    }

    [Fact]
    public void A_group_that_we_are_not_in_has_nothing_to_send_with_and_keeps_nothing()
    {
        var dave = GroupMember.New(world, "d");
        Should.Throw<GroupNotFoundException>(() => dave.Send("hello"));
        dave.Export().ShouldBeEmpty();
        dave.Refuses(EnvelopeOutcome.GroupKeyMissing, dave.Read(alice.Send("hello")));
        dave.Refuses(EnvelopeOutcome.GroupKeyMissing, dave.Read(alice.Rekey(null, dave)));
    }

    [Fact]
    public void A_key_or_a_message_of_another_group_is_the_callers_mistake()
    {
        var other = GroupKey.Create("other"u8, 1, new byte[32]);
        Should.Throw<ArgumentException>(() => bob.Learn(alice.PublicKey, [other]));
        var elsewhere = new GroupMember(world, world.NewDevice("e"), "cc");
        elsewhere.CreateKey(bob.State.ChatId);
        Should.Throw<ArgumentException>(() => bob.Receive(elsewhere.Send("hello")));
    }

    [Fact]
    public void The_chats_clock_is_above_everything_sent_or_received()
    {
        bob.Receive(alice.Send("one"));
        bob.Send("two");
        alice.Receive(bob.Send("three"));
        alice.Messages[^1].Clock.ShouldBe(world.Turn.NowMilliseconds + 2);
    }

    [Fact]
    public void After_a_restart_everything_goes_on()
    {
        var early = alice.Send("early");
        bob.Receive(alice.Send("hello"));
        bob.Restart();
        alice.Restart();
        Number(bob.Send("after")).ShouldBe(3u);
        bob.Receive(early).ShouldBe(EnvelopeOutcome.Delivered);
        bob.Receive(alice.Send("more")).ShouldBe(EnvelopeOutcome.Delivered);
    }

    private uint Number(Envelope envelope) => bob.Read(envelope).Message.Entries["none"].HashRatchet!.SeqNo;

    private string KeyOf(Envelope envelope) =>
        Convert.ToHexString(bob.Read(envelope).Message.Entries["none"].HashRatchet!.KeyId.Span);
}
