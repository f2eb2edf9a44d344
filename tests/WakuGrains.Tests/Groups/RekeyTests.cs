using WakuGrains.Messages;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Groups;

/// <summary>New keys for some members, and what others than the owner can do with theirs.</summary>
public sealed class RekeyTests
{
    private readonly TestWorld world = new();
    private readonly GroupMember alice;
    private readonly GroupMember bob;
    private readonly GroupMember carol;

    public RekeyTests()
    {
        (alice, bob, carol) = (GroupMember.New(world, "a"), GroupMember.New(world, "b"), GroupMember.New(world, "c"));
        alice.CreateKey();
        bob.Learn(alice);
        carol.Learn(alice);
        world.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Who_is_left_out_reads_nothing_new_and_keeps_the_old()
    {
        var old = alice.Send("for all");
        var rekey = alice.Rekey(null, bob);
        bob.Receive(rekey).ShouldBe(EnvelopeOutcome.Processed);
        carol.Refuses(EnvelopeOutcome.Processed, carol.Read(rekey));
        var sent = alice.Send("for bob");
        bob.Receive(sent).ShouldBe(EnvelopeOutcome.Delivered);
        carol.Receive(sent).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        carol.Receive(bob.Send("for alice")).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        carol.Receive(old).ShouldBe(EnvelopeOutcome.Delivered);
        carol.Mailbox.ShouldBe(["for all"]);
    }

    [Fact]
    public void The_same_rekey_again_changes_nothing()
    {
        var rekey = alice.Rekey(null, bob);
        bob.Receive(rekey);
        bob.Refuses(EnvelopeOutcome.Processed, bob.Read(rekey));
    }

    [Fact]
    public void What_the_owner_says_beside_a_new_key_is_delivered()
    {
        var rekey = alice.Rekey(new OutboundContent.Text("carol has left"), bob);
        bob.Receive(rekey).ShouldBe(EnvelopeOutcome.Delivered);
        carol.Receive(rekey).ShouldBe(EnvelopeOutcome.Delivered);
        bob.Mailbox.ShouldBe(["carol has left"]);
        carol.Mailbox.ShouldBe(["carol has left"]);
    }

    [Fact]
    public void A_rekey_without_a_time_is_refused()
    {
        var message = bob.Read(alice.Rekey(null, bob));
        message.Message.Entries["none"].HashRatchet!.Keys.RekeyGroup.Timestamp = 0;
        bob.Refuses(EnvelopeOutcome.Malformed, message);
    }

    [Fact]
    public void Under_another_senders_name_the_entry_does_not_open()
    {
        var message = bob.Read(alice.Rekey(null, bob));
        bob.Refuses(EnvelopeOutcome.Processed, message with { Sender = carol.PublicKey });
    }

    [Fact]
    public void Keys_in_the_clear_are_refused()
    {
        var message = bob.Read(alice.Rekey(null, bob));
        var header = message.Message.Entries["none"].HashRatchet!;
        header.Keys = Protocol.SecureTransport.GroupKeyExchange.ToHeader(header.GroupId.Memory, alice.Export()).Keys;
        bob.Refuses(EnvelopeOutcome.Unsupported, message);
        header.Keys = null;
        bob.Refuses(EnvelopeOutcome.Unsupported, message);
    }

    [Fact]
    public void A_key_of_somebody_who_is_not_the_owner_receives_and_never_sends()
    {
        var mallory = GroupMember.New(world, "m");
        var rekey = mallory.Rekey(new OutboundContent.Text("listen to me"), bob, alice);
        bob.Receive(rekey).ShouldBe(EnvelopeOutcome.Processed);
        alice.Receive(rekey).ShouldBe(EnvelopeOutcome.Processed);
        bob.Mailbox.ShouldBeEmpty();
        bob.State.Chains.Length.ShouldBe(2);
        mallory.Receive(bob.Send("secret")).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        mallory.Receive(alice.Send("secret")).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        bob.Export().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_member_who_makes_a_key_is_understood()
    {
        alice.Receive(bob.Rekey(null, alice, carol)).ShouldBe(EnvelopeOutcome.Processed);
        alice.Receive(bob.Send("under bob's key")).ShouldBe(EnvelopeOutcome.Delivered);
        bob.Receive(alice.Send("under alice's")).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void A_foreign_key_that_the_owner_gives_later_sends_from_then_on()
    {
        var rekey = alice.Rekey(null, bob);
        var daves = GroupMember.New(world, "d");
        daves.Learn(carol.PublicKey, carol.Export());
        daves.Receive(rekey);
        bob.Receive(rekey);
        daves.Learn(alice.PublicKey, alice.Export()).Learnt.ShouldBe(1);
        daves.State.Chains.Select(chain => chain.MaySend).ShouldBe([true, false]);
        daves.Learn(carol.PublicKey, alice.Export());
        daves.State.Chains.Select(chain => chain.MaySend).ShouldBe([true, true]);
    }

    [Fact]
    public void The_owner_keeps_sixteen_keys_and_the_oldest_goes_first()
    {
        var first = alice.Send("under the first key");
        for (var i = 1; i < MessagingLimits.GroupKeys; i++)
            bob.Receive(alice.Rekey(null, bob));
        bob.State.Chains.Length.ShouldBe(MessagingLimits.GroupKeys);
        bob.Receive(first).ShouldBe(EnvelopeOutcome.Delivered);
        bob.Receive(alice.Rekey(null, bob));
        bob.State.Chains.Length.ShouldBe(MessagingLimits.GroupKeys);
        bob.Receive(first).ShouldBe(EnvelopeOutcome.GroupKeyMissing);
        bob.Receive(alice.Send("under the last")).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void Others_cannot_push_the_owners_keys_out()
    {
        for (var i = 0; i < 2 * MessagingLimits.GroupKeys; i++)
        {
            var stranger = GroupMember.New(world, "m");
            world.Advance(TimeSpan.FromSeconds(1));
            bob.Receive(stranger.Rekey(null, bob));
        }

        bob.State.Chains.Count(chain => !chain.MaySend).ShouldBe(MessagingLimits.ForeignGroupKeys);
        bob.Receive(alice.Send("still here")).ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(bob.Send("so am I")).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void A_key_too_old_to_be_kept_changes_nothing()
    {
        var first = alice.Export();
        for (var i = 0; i < MessagingLimits.GroupKeys; i++)
            bob.Receive(alice.Rekey(null, bob));
        var before = bob.State;
        bob.Learn(alice.PublicKey, first).ShouldBe(default);
        bob.State.ShouldBeSameAs(before);
    }

    [Fact]
    public void A_key_from_the_future_is_passed_over_and_one_at_the_bound_is_not()
    {
        var now = world.Now;
        world.Now = now + MessagingLimits.GroupKeyLead + TimeSpan.FromMilliseconds(-9);
        var tooFar = alice.Rekey(null, bob);
        world.Now = now;
        bob.Refuses(EnvelopeOutcome.Processed, bob.Read(tooFar));
        world.Now = now + TimeSpan.FromMilliseconds(1);
        bob.Receive(tooFar);
        bob.State.Chains.Length.ShouldBe(2);
    }
}
