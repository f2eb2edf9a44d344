using WakuGrains.Messages;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>What a newer prekey does to sessions on the older one (facts 2.4, 2.5, 6.4).</summary>
public sealed class PrekeyRotationTests
{
    private readonly TestWorld world = new();
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public PrekeyRotationTests()
    {
        (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));
        alice.Learn(bob);
        bob.Receive(alice.Send(bob, "hello"));
        alice.Receive(bob.Send(alice, "hi"));
    }

    [Fact]
    public void A_higher_version_of_the_peers_prekey_begins_a_new_session_at_the_next_send()
    {
        var old = alice.With(bob).Sessions.ShouldHaveSingleItem();
        Rotate();
        alice.Learn(bob);

        var entry = bob.Read(alice.Send(bob, "again").Envelope).Message.Entries["b"];
        entry.X3dh!.SignedPrekey.ShouldBe(bob.Prekey);
        bob.Prekey.ShouldNotBe(old.SignedPrekey);
        alice.With(bob).Sessions.Length.ShouldBe(2);
    }

    [Fact]
    public void A_higher_version_retires_the_session_that_the_peer_began_as_well_until_the_peer_goes_on_with_it()
    {
        var before = bob.With(alice).Sessions.ShouldHaveSingleItem();
        alice.RenewPrekey(force: true);
        bob.Learn(alice);
        Sending(bob, alice).ShouldBeNull();

        Reads(bob.Receive(alice.Send(bob, "as before")), MessageEncryption.DoubleRatchet);

        Sending(bob, alice).ShouldNotBeNull().SharedKey.ShouldBeSameAs(before.SharedKey);
        Reads(alice.Receive(bob.Send(alice, "and back")), MessageEncryption.DoubleRatchet);
    }

    [Fact]
    public void A_message_from_before_the_new_prekey_does_not_bring_the_retired_session_back()
    {
        var late = alice.Send(bob, "late");
        alice.RenewPrekey(force: true);
        bob.Learn(alice);

        Reads(bob.Receive(late), MessageEncryption.DoubleRatchet);

        Sending(bob, alice).ShouldBeNull();
        Reads(alice.Receive(bob.Send(alice, "on the new prekey")), MessageEncryption.X3dh);
    }

    [Fact]
    public void A_peer_that_attaches_no_bundle_has_its_session_as_of_what_is_known()
    {
        var carol = world.NewDevice("c");
        carol.Learn(bob);
        bob.Learn(carol);
        var message = bob.Read(carol.Send(bob, "no bundle in it").Envelope) with { Bundles = [] };

        Reads(bob.Receive(message), MessageEncryption.X3dh);

        Sending(bob, carol).ShouldNotBeNull();
        Reads(carol.Receive(bob.Send(carol, "and back")), MessageEncryption.DoubleRatchet);
    }

    [Fact]
    public void The_retired_session_still_receives()
    {
        var late = bob.Send(alice, "late");
        Rotate();
        alice.Learn(bob);
        bob.Receive(alice.Send(bob, "on the new session")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        var result = alice.Receive(late);
        result.Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        result.Encryption.ShouldBe(MessageEncryption.DoubleRatchet);
        alice.Mailbox.ShouldBe(["hi", "late"]);
    }

    [Fact]
    public void Our_own_rotation_retires_what_the_peer_began_on_the_old_prekey()
    {
        var known = alice.Prekey;
        Rotate();
        var sent = bob.Send(alice, "from bob");
        alice.Read(sent.Envelope).Message.Entries["a"].X3dh!.SignedPrekey.ShouldBe(known);
        alice.Receive(sent).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void A_peer_who_has_not_heard_of_the_new_prekey_is_still_read_and_the_conversation_moves_on_to_the_new_one()
    {
        Rotate();
        bob.Receive(alice.Send(bob, "on the old session")).Encryption.ShouldBe(MessageEncryption.DoubleRatchet);
        alice.Receive(bob.Send(alice, "with the new bundle")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        var back = alice.Send(bob, "back");
        bob.Receive(back).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        bob.Read(back.Envelope).Message.Entries["b"].Ratchet!.SignedPrekey.ShouldBe(alice.Prekey);
    }

    [Fact]
    public void A_first_message_on_an_old_prekey_is_answered_and_opens_no_session_that_we_would_send_on()
    {
        var carol = world.NewDevice("c");
        carol.Learn(bob);
        var late = carol.Send(bob, "late");
        var known = carol.Prekey;
        Rotate();

        bob.Receive(late).Encryption.ShouldBe(MessageEncryption.X3dh);
        var answer = bob.Send(carol, "answer");
        carol.Read(answer.Envelope).Message.Entries["c"].X3dh!.SignedPrekey.ShouldBe(known);
        carol.Receive(answer).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void An_older_bundle_that_comes_late_changes_nothing()
    {
        var old = bob.Own.Bundle;
        Rotate();
        alice.Learn(bob);
        var before = alice.With(bob);

        var step = Session.LearnBundle(before, old, onlyIfKnown: false);

        step.Result.ShouldBeFalse();
        step.State.ShouldBeSameAs(before);
        step.State.Devices.ShouldHaveSingleItem().SignedPrekey.ShouldBe(bob.Prekey);
    }

    private static void Reads(ReceiveResult result, MessageEncryption encryption) =>
        (result.Outcome, result.Encryption).ShouldBe((EnvelopeOutcome.Delivered, encryption));

    private static DeviceSession? Sending(TestDevice from, TestDevice to) =>
        DeviceSessions.FindUsable(
            from.With(to).Sessions,
            from.With(to).Devices.Single(device => device.InstallationId == to.InstallationId),
            from.Own
        );

    private void Rotate() => world.Advance(MessagingLimits.PrekeyLifetime + TimeSpan.FromMilliseconds(1));
}
