using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Groups;

/// <summary>Messages that come before their key: kept within bounds and delivered when it comes.</summary>
public sealed class MissingKeyTests
{
    private readonly TestWorld world = new();
    private readonly GroupMember alice;
    private readonly GroupMember bob;
    private long count;

    public MissingKeyTests()
    {
        (alice, bob) = (GroupMember.New(world, "a"), GroupMember.New(world, "b"));
        alice.CreateKey();
        bob.Learn(alice);
        alice.CreateKey();
    }

    [Fact]
    public void What_waited_is_delivered_when_its_key_comes()
    {
        var (one, two) = (alice.Send("one"), alice.Send("two"));
        bob.Receive(two).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        bob.Receive(one).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        bob.Mailbox.ShouldBeEmpty();
        bob.Restart();
        bob.Learn(alice).ShouldBe(new GroupKeysLearnt(1, 2));
        bob.Mailbox.ShouldBe(["two", "one"]);
        bob.State.Waiting.ShouldBeEmpty();
        bob.Messages.ShouldAllBe(message => message.Sender.Equals(alice.PublicKey) && message.GroupId.Length == 4);
        Convert
            .ToHexString(bob.Messages[0].MessageId.Span)
            .ShouldNotBe(Convert.ToHexString(bob.Messages[1].MessageId.Span));
    }

    [Fact]
    public void Whoever_waits_for_a_group_keeps_its_messages_until_the_first_key_is_given_to_him_alone()
    {
        var carol = GroupMember.New(world, "c");
        carol.Refuses(EnvelopeOutcome.GroupKeyMissing, carol.Read(alice.Send("nobody listens")));
        carol.Join().Owner.ShouldBeNull();
        carol.Listeners.ShouldHaveSingleItem();
        carol.Receive(alice.Send("early")).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        carol.Restart();
        var stranger = GroupMember.New(world, "m");
        carol.Refuses(EnvelopeOutcome.GroupKeyMissing, carol.Read(stranger.Rekey(null, carol)));

        carol.Learn(alice).Delivered.ShouldBe(1);
        carol.Mailbox.ShouldBe(["early"]);
        carol.State.Owner.ShouldBe(alice.PublicKey);
        carol.Listeners.ShouldHaveSingleItem("it is listened to once");
    }

    [Fact]
    public void A_rekey_brings_the_key_that_was_waited_for()
    {
        var rekey = alice.Rekey(null, bob);
        bob.Receive(alice.Send("early")).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        bob.Receive(rekey).ShouldBe(EnvelopeOutcome.Processed);
        bob.Mailbox.ShouldBe(["early"]);
    }

    [Fact]
    public void A_message_waits_once()
    {
        var sent = alice.Send("once");
        bob.Receive(sent);
        bob.Refuses(EnvelopeOutcome.GroupKeyMissing, bob.Read(sent));
        bob.Learn(alice);
        bob.Mailbox.ShouldBe(["once"]);
    }

    [Fact]
    public void What_the_key_does_not_open_is_dropped_and_what_waits_for_another_stays()
    {
        var key = alice.Export()[0].KeyId;
        bob.Receive(WithoutKey(100, key)).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        bob.Receive(WithoutKey(100, new byte[32]));
        bob.Receive(alice.Send("good"));
        bob.Learn(alice).ShouldBe(new GroupKeysLearnt(1, 1));
        bob.Mailbox.ShouldBe(["good"]);
        bob.State.Waiting.ShouldHaveSingleItem().KeyId.ToArray().ShouldBe(new byte[32]);
    }

    [Fact]
    public void A_message_that_names_its_key_by_the_deprecated_id_alone_waits_too()
    {
        var message = bob.Read(alice.Send("old style"));
        message.Message.Entries["none"].HashRatchet!.KeyId = ByteString.Empty;
        bob.Receive(message).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        bob.Restart();
        bob.Learn(alice);
        bob.Mailbox.ShouldBe(["old style"]);
    }

    [Theory]
    [InlineData(28)]
    [InlineData(5000)]
    [InlineData(100_000)]
    public void Ten_thousand_messages_without_a_key_stay_within_the_bounds(int length)
    {
        for (var i = 0; i < 10_000; i++)
            bob.Receive(WithoutKey(length, new byte[32])).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        var kept = Math.Min(MessagingLimits.WaitingGroupMessages, MessagingLimits.WaitingGroupBytes / length);
        bob.State.Waiting.Length.ShouldBe(kept);
        bob.State.Waiting[^1].TimestampNanoseconds.ShouldBe(count);
        bob.StoredLength.ShouldBeLessThan(EngineLimits.MaxPartLength);
    }

    [Fact]
    public void The_bounds_themselves_are_kept_and_one_more_pushes_out_the_oldest()
    {
        var half = MessagingLimits.WaitingGroupBytes / 2;
        bob.Receive(WithoutKey(half, new byte[32]));
        bob.Receive(WithoutKey(half, new byte[32]));
        bob.State.Waiting.Length.ShouldBe(2);
        bob.Receive(WithoutKey(28, new byte[32]));
        bob.State.Waiting.Select(message => message.Ciphertext.Length).ShouldBe([half, 28]);
        bob.Refuses(EnvelopeOutcome.GroupKeyMissing, WithoutKey(MessagingLimits.WaitingGroupBytes + 1, new byte[32]));
    }

    [Fact]
    public void What_no_key_could_open_does_not_wait()
    {
        bob.Refuses(EnvelopeOutcome.Malformed, WithoutKey(HashRatchet.Overhead - 1, new byte[32]));
        bob.Refuses(
            EnvelopeOutcome.TooFarAhead,
            WithoutKey(100, new byte[32], SecureTransportLimits.MaxHashRatchetNumber + 1)
        );
    }

    private InboundMessage WithoutKey(int length, ReadOnlyMemory<byte> keyId, uint number = 1)
    {
        var header = new HashRatchetHeaderMessage
        {
            GroupId = ByteString.CopyFrom(bob.State.Key.GroupIdBytes()),
            KeyId = ByteString.CopyFrom(keyId.Span),
            SeqNo = number,
        };
        var entry = new EncryptedEntry(null, null, null, header, new byte[length]);
        var message = ProtocolMessage.ForEntries("x", null, [new(ProtocolMessage.AnyDevice, entry)]);
        count++;
        return new(alice.PublicKey, message, [], BitConverter.GetBytes(count), count);
    }
}
