using WakuGrains.Messages;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;
using WakuGrains.Trust;

namespace WakuGrains.Tests.Sessions;

/// <summary>With whom a session converses: at first use, after pinning, after a decision.</summary>
public sealed class TrustTests
{
    private readonly TestWorld world = new();
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public TrustTests()
    {
        (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));
        alice.Learn(bob);
    }

    [Fact]
    public void At_first_use_a_peer_is_trusted_from_its_first_message_or_ours()
    {
        bob.Receive(alice.Send(bob, "hello")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        bob.With(alice).Trust.ShouldBe(PeerTrust.Trusted);
        alice.With(bob).Trust.ShouldBe(PeerTrust.Trusted);
    }

    [Fact]
    public void A_peer_that_is_not_pinned_is_neither_read_nor_written_to()
    {
        bob.TrustPolicy = TrustPolicy.Pinned;
        var before = bob.With(alice);
        bob.Receive(alice.Send(bob, "hello")).Outcome.ShouldBe(EnvelopeOutcome.NotTrusted);
        bob.With(alice).ShouldBe(before);
        Should.Throw<PeerNotTrustedException>(() => bob.Send(alice, "hello")).Peer.ShouldBe(alice.PublicKey);

        Decide(PeerTrust.Pinned);
        bob.Receive(alice.Send(bob, "again")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        bob.Send(alice, "hello");
    }

    [Theory]
    [InlineData(TrustPolicy.FirstUse)]
    [InlineData(TrustPolicy.Pinned)]
    [InlineData(TrustPolicy.Ask)]
    public void A_refused_peer_is_never_read_whatever_the_policy(TrustPolicy policy)
    {
        bob.Receive(alice.Send(bob, "hello"));
        bob.TrustPolicy = policy;
        Decide(PeerTrust.Refused);
        bob.Receive(alice.Send(bob, "again")).Outcome.ShouldBe(EnvelopeOutcome.NotTrusted);
        Should.Throw<PeerNotTrustedException>(() => bob.Send(alice, "hello"));
        bob.Acknowledge(alice).ShouldBeNull();
        Session.Answer(bob.With(alice), bob.Own, world.Turn).Result.ShouldBeFalse();
    }

    [Fact]
    public void What_a_peer_sends_before_a_decision_is_held_as_it_came_once()
    {
        bob.TrustPolicy = TrustPolicy.Ask;
        var sent = alice.Send(bob, "hello");
        for (var i = 0; i < 2; i++)
            bob.Receive(sent).Outcome.ShouldBe(EnvelopeOutcome.TrustAwaited);

        var held = bob.With(alice).Held.ShouldHaveSingleItem();
        held.Message.ToArray().ShouldBe(bob.Read(sent.Envelope).Message.Encode());
        bob.With(alice).IsKnown.ShouldBeFalse();

        Decide(PeerTrust.Trusted);
        bob.Receive(sent).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        bob.With(alice).Held.ShouldBeEmpty();
    }

    [Fact]
    public void Held_messages_are_bounded_and_dropped_with_a_refusal()
    {
        bob.TrustPolicy = TrustPolicy.Ask;
        for (var i = 0; i <= MessagingLimits.HeldMessages; i++)
            bob.Receive(alice.Send(bob, $"{i}"));
        bob.With(alice).Held.Length.ShouldBe(MessagingLimits.HeldMessages);

        Decide(PeerTrust.Refused);
        bob.With(alice).Held.ShouldBeEmpty();
    }

    [Fact]
    public void Large_held_messages_are_bounded_by_their_bytes()
    {
        bob.TrustPolicy = TrustPolicy.Ask;
        var body = new byte[MessagingLimits.MaxBodyLength];
        var large = new OutboundContent.Data(
            "x/y",
            body,
            System.Collections.Immutable.ImmutableDictionary<string, string>.Empty
        );
        for (var i = 0; i < 4; i++)
            bob.Receive(alice.Send(bob.PublicKey, large));
        bob.With(alice).Held.Length.ShouldBe(2);
        new SessionDefinition(TestWorld.Curve)
            .Encode(2, bob.With(alice))
            .Length.ShouldBeLessThan(Engine.EngineLimits.MaxPartLength);
    }

    [Fact]
    public void Whoever_writes_to_a_peer_has_decided_about_it()
    {
        alice.TrustPolicy = TrustPolicy.Ask;
        alice.Send(bob, "hello");
        alice.With(bob).Trust.ShouldBe(PeerTrust.Trusted);
    }

    private void Decide(PeerTrust trust) => bob.Put(Session.Decide(bob.With(alice), trust).State);
}
