using WakuGrains.Messages;
using WakuGrains.Protocol.Waku;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>The negotiated topic is used exactly when every recipient is known to listen there (facts 7).</summary>
public sealed class NegotiatedTopicTests
{
    private readonly TestWorld world = new();
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public NegotiatedTopicTests() => (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));

    [Fact]
    public void A_bundle_alone_does_not_say_that_its_device_listens()
    {
        alice.Learn(bob);
        IsNegotiated(alice, bob, alice.Send(bob, "hello")).ShouldBeFalse();
    }

    [Fact]
    public void An_encrypted_message_with_a_bundle_does()
    {
        bob.Receive(alice.Send(bob, "hello"));
        var answer = bob.Send(alice, "hi");
        IsNegotiated(bob, alice, answer).ShouldBeTrue();
        alice.Receive(answer).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        IsNegotiated(alice, bob, alice.Send(bob, "now here too")).ShouldBeTrue();
    }

    [Fact]
    public void Both_sides_negotiate_the_same_topic_and_key_and_others_another()
    {
        var carol = world.NewDevice("c");
        alice.Send(bob, "1");
        bob.Send(alice, "2");
        alice.Send(carol, "3");
        alice.With(bob).Negotiated.ShouldBe(bob.With(alice).Negotiated);
        alice.With(carol).Negotiated.ShouldNotBe(alice.With(bob).Negotiated);
    }

    [Fact]
    public void A_peer_that_announces_protocol_version_0_is_written_to_on_its_partition()
    {
        var old = Bundles.Sign(
            alice.Identity,
            world.Turn.NowNanoseconds,
            Bundles.Entry(world, "a", protocolVersion: 0)
        );
        var message = bob.Read(alice.Send(bob, "hello").Envelope);
        bob.Receive(message with { Bundles = [old] }).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        IsNegotiated(bob, alice, bob.Send(alice, "hi")).ShouldBeFalse();
    }

    [Fact]
    public void One_device_that_is_not_known_to_listen_keeps_the_message_on_the_partition()
    {
        var phone = new TestDevice(world, alice.Identity, "phone");
        bob.Receive(alice.Send(bob, "hello"));
        bob.Learn(phone);

        var sent = bob.Send(alice, "to both");
        IsNegotiated(bob, alice, sent).ShouldBeFalse();
        alice.Receive(sent).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        phone.Receive(sent).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        bob.Receive(phone.Send(bob, "from the phone"));
        IsNegotiated(bob, alice, bob.Send(alice, "to both again")).ShouldBeTrue();
    }

    [Fact]
    public void Devices_that_are_not_written_to_have_no_say()
    {
        bob.Receive(alice.Send(bob, "hello"));
        foreach (var id in new[] { "2", "3" })
        {
            world.Advance(TimeSpan.FromMinutes(2));
            bob.Receive(new TestDevice(world, alice.Identity, id).Send(bob, "hello"));
        }

        bob.Learn(Bundles.Sign(alice.Identity, timestampNanoseconds: 1, Bundles.Entry(world, "fourth")));
        IsNegotiated(bob, alice, bob.Send(alice, "to three")).ShouldBeTrue();
    }

    [Fact]
    public void A_message_without_a_bundle_proves_nothing()
    {
        alice.Learn(bob);
        bob.Learn(alice);
        var message = bob.Read(alice.Send(bob, "hello").Envelope);
        bob.Receive(message with { Bundles = [] }).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        IsNegotiated(bob, alice, bob.Send(alice, "hi")).ShouldBeFalse();
    }

    private static bool IsNegotiated(TestDevice sender, TestDevice peer, OutgoingMessage sent)
    {
        var negotiated = sender.With(peer).Negotiated!.ContentTopic;
        var partition = StatusTopics.Partitioned(peer.PublicKey).ContentTopic.ToString();
        sent.ContentTopic.ShouldBeOneOf(negotiated, partition);
        return sent.ContentTopic == negotiated;
    }
}
