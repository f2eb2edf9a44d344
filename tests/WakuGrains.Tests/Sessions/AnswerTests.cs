using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>
/// Messages that were for other devices, or could not be decrypted, are answered with our bundle, and the conversation goes on
/// (54, partitioned devices and account recovery; 5/SECURE-TRANSPORT).
/// </summary>
public sealed class AnswerTests
{
    private readonly TestWorld world = new();
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public AnswerTests()
    {
        (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));
        alice.Learn(bob);
        bob.Learn(alice);
    }

    [Fact]
    public void A_recovered_device_answers_with_its_bundle_and_is_written_to_from_then_on()
    {
        bob.Receive(alice.Send(bob, "to the old device"));
        var recovered = new TestDevice(world, bob.Identity, "new");

        var lost = recovered.Receive(alice.Send(bob, "lost"));
        lost.Outcome.ShouldBe(EnvelopeOutcome.NotForThisDevice);
        Session.IsAnswered(lost).ShouldBeTrue();
        Session.NeedsNewPrekey(lost).ShouldBeFalse();
        var answer = Answer(recovered, alice);
        answer.Message.ContentTopic.ShouldBe(StatusTopics.Partitioned(alice.PublicKey).ContentTopic.ToString());
        alice.Receive(answer).Outcome.ShouldBe(EnvelopeOutcome.Processed);

        var next = alice.Send(bob, "to both");
        recovered.Receive(next).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        bob.Receive(next).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void The_answer_is_an_empty_message_under_none_with_the_bundle()
    {
        var message = alice.Read(Answer(bob, alice));
        message.Bundles.ShouldHaveSingleItem();
        var entry = message.Message.Entries[ProtocolMessage.AnyDevice];
        entry.DiffieHellman.ShouldNotBeNull();
        entry.Payload.Length.ShouldBe(DiffieHellmanFallback.Overhead);
    }

    [Fact]
    public void Who_answers_listens_where_the_peer_may_write_from_then_on()
    {
        var recovered = new TestDevice(world, bob.Identity, "new");
        var stranger = world.NewDevice("s");
        stranger.Receive(Answer(recovered, stranger));

        var next = stranger.Send(recovered, "on the negotiated topic");
        var topic = next.Envelope.Message.ContentTopic;
        topic.ShouldNotBe(StatusTopics.Partitioned(recovered.PublicKey).ContentTopic.ToString());
        recovered.With(stranger).Negotiated!.ContentTopic.ShouldBe(topic);
        recovered.Receive(next).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void A_peer_is_answered_once_in_two_hours()
    {
        Answer(bob, alice);
        world.Advance(MessagingLimits.AnswerInterval - TimeSpan.FromTicks(1));
        TryAnswer(bob, alice).ShouldBeEmpty();
        world.Advance(TimeSpan.FromTicks(1));
        TryAnswer(bob, alice).ShouldHaveSingleItem();
    }

    [Fact]
    public void After_our_sessions_were_lost_a_new_prekey_makes_the_peer_begin_again()
    {
        Converse();
        bob.Put(bob.With(alice) with { Sessions = [] });

        var lost = bob.Receive(alice.Send(bob, "lost"));
        lost.Outcome.ShouldBe(EnvelopeOutcome.NoSession);
        Session.NeedsNewPrekey(lost).ShouldBeTrue();
        bob.RenewPrekey();
        alice.Receive(Answer(bob, alice)).Outcome.ShouldBe(EnvelopeOutcome.Processed);

        bob.Receive(alice.Send(bob, "again")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(bob.Send(alice, "answer")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void A_ratchet_that_fell_apart_heals_the_same_way()
    {
        Converse();
        var before = bob.With(alice);
        for (var i = 0; i < 3; i++)
            Converse();
        bob.Put(before);

        bob.Receive(alice.Send(bob, "lost")).Outcome.ShouldBe(EnvelopeOutcome.Desynchronised);
        bob.RenewPrekey();
        alice.Receive(Answer(bob, alice)).Outcome.ShouldBe(EnvelopeOutcome.Processed);
        bob.Receive(alice.Send(bob, "again")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void A_prekey_is_drawn_before_its_time_once_in_two_hours()
    {
        bob.RenewPrekey().Prekeys.Length.ShouldBe(2);
        bob.RenewPrekey().Prekeys.Length.ShouldBe(2);
        world.Advance(MessagingLimits.PrekeyRenewalInterval);
        bob.RenewPrekey().Prekeys.Length.ShouldBe(3);
    }

    [Fact]
    public void Own_prekeys_are_bounded_and_the_oldest_goes()
    {
        var oldest = bob.Prekey;
        for (var i = 0; i < MessagingLimits.OwnPrekeys; i++)
        {
            bob.Own.FindPrekey(oldest).ShouldNotBeNull();
            world.Advance(MessagingLimits.PrekeyRenewalInterval);
            bob.RenewPrekey();
        }

        bob.Own.Prekeys.Length.ShouldBe(MessagingLimits.OwnPrekeys);
        bob.Own.FindPrekey(oldest).ShouldBeNull();
        bob.Own.Prekeys[^1].Version.ShouldBe((uint)MessagingLimits.OwnPrekeys + 1);
    }

    [Fact]
    public void A_reset_begins_anew_with_a_peer_that_remembers_everything()
    {
        Converse();
        alice.Receive(Reset(bob, alice));

        Reads(alice, bob.Send(alice, "readable at once"), MessageEncryption.DiffieHellman);
        Reads(bob, alice.Send(bob, "on the new prekey"), MessageEncryption.X3dh);
        Reads(alice, bob.Send(alice, "and back"), MessageEncryption.DoubleRatchet);
    }

    [Fact]
    public void A_session_that_was_begun_before_a_reset_is_not_written_on_by_the_peer_after_it()
    {
        alice.Receive(bob.Send(alice, "begun by bob"));
        Reads(bob, alice.Send(bob, "and answered"), MessageEncryption.DoubleRatchet);

        alice.Receive(Reset(bob, alice));

        Reads(bob, alice.Send(bob, "on the new prekey"), MessageEncryption.X3dh);
        Reads(alice, bob.Send(alice, "and back"), MessageEncryption.DoubleRatchet);
    }

    [Fact]
    public void A_message_that_comes_after_the_reset_of_its_sender_is_read_and_its_session_is_not_written_on()
    {
        var late = bob.Send(alice, "from before the reset");
        alice.Receive(Reset(bob, alice));

        alice.Receive(late).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        for (var i = 0; i < 2; i++)
            Reads(bob, alice.Send(bob, "on the new prekey"), MessageEncryption.X3dh);
        Reads(alice, bob.Send(alice, "and back"), MessageEncryption.DoubleRatchet);
    }

    [Fact]
    public void A_late_session_from_before_a_reset_does_not_take_the_place_of_the_one_that_was_begun_after_it()
    {
        var late = bob.Send(alice, "from before the reset");
        alice.Receive(Reset(bob, alice));
        bob.Learn(alice);
        alice.Receive(bob.Send(alice, "begun again"));

        alice.Receive(late).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        Reads(bob, alice.Send(bob, "answer"), MessageEncryption.DoubleRatchet);
    }

    [Fact]
    public void A_peer_that_begins_again_on_the_same_prekey_is_answered_on_the_new_session()
    {
        Converse();
        var again = new TestDevice(world, alice.Identity, "a");
        again.Learn(bob);
        bob.Receive(again.Send(bob, "everything is lost")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        again.Receive(bob.Send(again, "I see")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    private static void Reads(TestDevice device, OutgoingMessage message, MessageEncryption encryption)
    {
        var result = device.Receive(message);
        (result.Outcome, result.Encryption).ShouldBe((EnvelopeOutcome.Delivered, encryption));
    }

    private void Converse()
    {
        bob.Receive(alice.Send(bob, "there")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(bob.Send(alice, "and back")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
    }

    private Envelope Reset(TestDevice from, TestDevice with)
    {
        from.RenewPrekey(force: true);
        var reset = Session.Reset(from.With(with), from.Own, world.Turn);
        from.Put(reset.State);
        return reset.Effects.OfType<Effect.Publish>().Single().Envelope;
    }

    private Envelope Answer(TestDevice from, TestDevice to) => TryAnswer(from, to).ShouldHaveSingleItem().Envelope;

    private List<Effect.Publish> TryAnswer(TestDevice from, TestDevice to)
    {
        var step = Session.Answer(from.With(to), from.Own, world.Turn);
        from.Put(step.State);
        List<Effect.Publish> published = [.. step.Effects.OfType<Effect.Publish>()];
        step.Result.ShouldBe(published.Count == 1);
        return published;
    }
}
