using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>How two identities that know nothing of each other come to a session (facts 3.7, 4, 6.3).</summary>
public sealed class FirstContactTests
{
    private readonly TestWorld world = new();
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public FirstContactTests() => (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));

    [Fact]
    public void Without_a_bundle_the_first_message_is_a_Diffie_Hellman_fallback_on_the_peers_partition()
    {
        var sent = alice.Send(bob, "hello");

        sent.ContentTopic.ShouldBe(StatusTopics.Partitioned(bob.PublicKey).ContentTopic.ToString());
        var message = bob.Read(sent.Envelope).Message;
        message.Entries.Keys.ShouldBe([ProtocolMessage.AnyDevice]);
        message.Entries[ProtocolMessage.AnyDevice].DiffieHellman.ShouldNotBeNull();
        message.Bundles.Length.ShouldBe(1);
        alice.With(bob).Sessions.ShouldBeEmpty();

        var result = bob.Receive(sent);
        result.Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        result.Encryption.ShouldBe(MessageEncryption.DiffieHellman);
        bob.Mailbox.ShouldBe(["hello"]);
    }

    [Fact]
    public void The_answer_to_a_fallback_is_X3DH_because_the_bundle_came_with_it()
    {
        bob.Receive(alice.Send(bob, "hello"));
        alice.Receive(bob.Send(alice, "hi")).Encryption.ShouldBe(MessageEncryption.X3dh);
        alice.Mailbox.ShouldBe(["hi"]);
    }

    [Fact]
    public void Once_a_bundle_is_known_the_next_message_is_X3DH()
    {
        alice.Send(bob, "into the dark");
        alice.Learn(bob);
        bob.Receive(alice.Send(bob, "hello")).Encryption.ShouldBe(MessageEncryption.X3dh);
        bob.Mailbox.ShouldBe(["hello"]);
    }

    [Fact]
    public void The_X3DH_header_is_repeated_with_one_ephemeral_key_until_the_first_answer_and_not_after()
    {
        alice.Learn(bob);
        var headers = Enumerable.Range(0, 3).Select(i => Header(alice.Send(bob, $"message {i}"))).ToList();
        headers.ShouldAllBe(header => header!.Key.Equals(headers[0]!.Key));
        headers.ShouldAllBe(header => header!.SignedPrekey.Equals(bob.Prekey));

        var last = alice.Send(bob, "last before the answer");
        bob.Receive(last);
        alice.Receive(bob.Send(alice, "answer"));

        Header(alice.Send(bob, "after")).ShouldBeNull();
    }

    [Fact]
    public void The_answer_travels_on_the_initiators_session_and_carries_no_X3DH_header()
    {
        alice.Learn(bob);
        bob.Receive(alice.Send(bob, "hello"));
        var answer = alice.Read(bob.Send(alice, "hi").Envelope).Message.Entries["a"];
        answer.X3dh.ShouldBeNull();
        answer.Ratchet!.SignedPrekey.ShouldBe(bob.Prekey);
    }

    [Fact]
    public void The_responder_keeps_its_session_however_often_the_header_comes()
    {
        alice.Learn(bob);
        bob.Receive(alice.Send(bob, "one"));
        var first = bob.With(alice).Sessions.ShouldHaveSingleItem();
        bob.Receive(alice.Send(bob, "two"));
        bob.Receive(alice.Send(bob, "three"));

        var session = bob.With(alice).Sessions.ShouldHaveSingleItem();
        session.SharedKey.Bytes.ToArray().ShouldBe(first.SharedKey.Bytes.ToArray());
        session.Ratchet.ReceivingN.ShouldBe(3u);
        bob.Mailbox.ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void A_lost_first_message_costs_only_itself()
    {
        alice.Learn(bob);
        alice.Send(bob, "lost");
        bob.Receive(alice.Send(bob, "found")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        bob.Mailbox.ShouldBe(["found"]);
    }

    [Fact]
    public void The_first_send_listens_on_the_negotiated_topic_and_on_the_peers_contact_code_and_later_ones_do_not()
    {
        var listeners = alice.Send(bob, "one").Effects.OfType<Effect.Listen>().Select(each => each.Listener).ToList();
        listeners.Select(listener => listener.Kind).ShouldBe([TopicKind.Negotiated, TopicKind.ContactCode]);
        listeners.ShouldAllBe(listener => listener.Installation == alice.Own.Key && listener.SymmetricKey != null);
        alice.Send(bob, "two").Effects.OfType<Effect.Listen>().ShouldBeEmpty();
    }

    [Fact]
    public void A_device_of_the_peer_with_our_own_installation_id_is_written_to_by_fallback()
    {
        var twin = world.NewDevice("a");
        alice.Learn(twin);
        var sent = alice.Send(twin, "hello");
        twin.Receive(sent).Encryption.ShouldBe(MessageEncryption.DiffieHellman);
    }

    private X3dhHeader? Header(OutgoingMessage sent) => bob.Read(sent.Envelope).Message.Entries["b"].X3dh;
}
