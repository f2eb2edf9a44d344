using System.Collections.Immutable;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>Every message that was decrypted is acknowledged to its sender, in company where there is some (facts app layer 4).</summary>
public sealed class AcknowledgementTests
{
    private readonly TestWorld world = new();
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public AcknowledgementTests() => (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));

    [Fact]
    public void They_travel_with_the_next_message()
    {
        var sent = new[] { alice.Send(bob, "one"), alice.Send(bob, "two") };
        foreach (var message in sent)
            bob.Receive(message).OwesAcknowledgement.ShouldBeTrue();

        alice.Receive(bob.Send(alice, "answer")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        alice.Acknowledged.ShouldBe(sent.Select(message => message.AcknowledgementId));
        bob.With(alice).PendingAcknowledgements.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_message_they_are_flushed_by_themselves_once()
    {
        var sent = alice.Send(bob, "one");
        bob.Receive(sent);

        var flushed = bob.Acknowledge(alice).ShouldNotBeNull();

        alice.Receive(flushed).ShouldBe(new(EnvelopeOutcome.Processed, MessageEncryption.X3dh, false));
        alice.Acknowledged.ShouldBe([sent.AcknowledgementId]);
        bob.Acknowledge(alice).ShouldBeNull();
    }

    [Fact]
    public void An_acknowledgement_is_not_acknowledged_and_names_no_message()
    {
        bob.Receive(alice.Send(bob, "one"));
        var flushed = bob.Acknowledge(alice)!;
        flushed.AcknowledgementId.ShouldBeEmpty();
        alice.Receive(flushed);
        alice.Acknowledge(bob).ShouldBeNull();
    }

    [Fact]
    public void Only_the_newest_256_wait()
    {
        var sent = Enumerable
            .Range(0, MessagingLimits.PendingAcknowledgements + 1)
            .Select(i => alice.Send(bob, $"{i}"));
        var ids = sent.Select(message =>
            {
                bob.Receive(message);
                return message.AcknowledgementId;
            })
            .ToList();
        Pending().ShouldBe(ids.Skip(1));
    }

    [Fact]
    public void A_peer_that_sends_a_thousand_messages_in_one_packet_is_owed_256()
    {
        bob.Receive(alice.Send(bob, "so that they know each other"));
        bob.Acknowledge(alice);
        var group = Mvds.GroupId(alice.PublicKey, bob.PublicKey);
        var bodies = Enumerable
            .Range(0, ApplicationLimits.MaxMvdsMessages)
            .Select(i => (ReadOnlyMemory<byte>)BitConverter.GetBytes(i));
        ReceiveRaw(Mvds.Build(group, 1, [.. bodies], []));
        Pending().Count().ShouldBe(MessagingLimits.PendingAcknowledgements);
    }

    [Fact]
    public void What_is_decrypted_and_not_shown_is_acknowledged_too()
    {
        bob.Receive(alice.Send(bob, "so that they know each other"));
        bob.Acknowledge(alice);
        var group = Mvds.GroupId(alice.PublicKey, bob.PublicKey);
        var packet = Mvds.Build(group, 7, [new byte[] { 0xFF }], []);
        ReceiveRaw(packet).OwesAcknowledgement.ShouldBeTrue();
        Pending().ShouldBe([Convert.ToHexString(Mvds.MessageId(group, 7, [0xFF]))]);
    }

    [Fact]
    public void A_repeat_on_a_new_ratchet_message_is_acknowledged_again()
    {
        var body = ApplicationMetadata.Wrap(TestWorld.Curve, alice.Identity, ApplicationMessageType.ChatIdentity, []);
        var packet = Mvds.Build(Mvds.GroupId(alice.PublicKey, bob.PublicKey), 7, [body], []);
        ReceiveRaw(packet);
        var first = Pending().ToList();
        bob.Acknowledge(alice);
        ReceiveRaw(packet).OwesAcknowledgement.ShouldBeTrue();
        Pending().ShouldBe(first);
    }

    private IEnumerable<string> Pending() =>
        bob.With(alice).PendingAcknowledgements.Select(id => Convert.ToHexString(id.Span));

    // By fallback, as a stranger or another implementation may send it.
    private ReceiveResult ReceiveRaw(ReadOnlySpan<byte> plaintext)
    {
        var (key, payload) = DiffieHellmanFallback.Seal(TestWorld.Curve, bob.PublicKey, plaintext, world.Random);
        var entry = new EncryptedEntry(null, null, key, null, payload);
        var message = ProtocolMessage.ForEntries("a", null, [new(ProtocolMessage.AnyDevice, entry)]);
        var hash = new byte[32];
        world.Random.Fill(hash, Protocol.Primitives.RandomPurpose.Storage);
        return bob.Receive(new InboundMessage(alice.PublicKey, message, [], hash, world.Turn.NowNanoseconds));
    }
}
