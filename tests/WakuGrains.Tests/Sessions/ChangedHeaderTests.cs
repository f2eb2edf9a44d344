using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>
/// Nothing authenticates an X3DH header (facts 3.2), and the negative of its key leads to the same shared key: there is one session
/// all the same, on which both sides go on.
/// </summary>
public sealed class ChangedHeaderTests
{
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public ChangedHeaderTests()
    {
        var world = new TestWorld();
        (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));
        alice.Learn(bob);
    }

    [Fact]
    public void A_message_that_comes_again_with_the_negative_of_its_ephemeral_key_is_a_duplicate()
    {
        var genuine = bob.Read(alice.Send(bob, "first").Envelope);
        bob.Receive(genuine).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(bob.Send(alice, "answer")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        var before = bob.With(alice);

        bob.Receive(Negated(genuine)).Outcome.ShouldBe(EnvelopeOutcome.Duplicate);

        bob.With(alice).ShouldBe(before);
        Converse();
    }

    [Fact]
    public void The_genuine_message_after_the_changed_one_is_a_duplicate()
    {
        var genuine = bob.Read(alice.Send(bob, "first").Envelope);
        bob.Receive(Negated(genuine)).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        alice.Receive(bob.Send(alice, "answer")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        bob.Receive(genuine).Outcome.ShouldBe(EnvelopeOutcome.Duplicate);

        Converse();
    }

    [Fact]
    public void The_header_that_is_repeated_continues_the_session_that_a_changed_one_began()
    {
        bob.Receive(Negated(bob.Read(alice.Send(bob, "first").Envelope)));

        bob.Receive(alice.Send(bob, "second")).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        bob.Mailbox.ShouldBe(["first", "second"]);
        Converse();
    }

    private void Converse()
    {
        for (var trip = 0; trip < 3; trip++)
        {
            Understands(bob, alice);
            Understands(alice, bob);
        }

        alice.With(bob).Sessions.ShouldHaveSingleItem();
        bob.With(alice).Sessions.ShouldHaveSingleItem();
    }

    private static void Understands(TestDevice from, TestDevice to)
    {
        var result = to.Receive(from.Send(to, "on the ratchet"));
        (result.Outcome, result.Encryption).ShouldBe((EnvelopeOutcome.Delivered, MessageEncryption.DoubleRatchet));
    }

    private InboundMessage Negated(InboundMessage inbound)
    {
        var entry = inbound.Message.Entries[bob.InstallationId];
        var header = entry.X3dh.ShouldNotBeNull();
        var key = header.Key.Bytes.ToArray();
        key[0] ^= 1;
        EncodedKey.TryCreate(key, out var negative).ShouldBeTrue();
        var changed = entry with { X3dh = header with { Key = negative! } };
        return inbound with
        {
            Message = ProtocolMessage.ForEntries(
                alice.InstallationId,
                alice.Own.Bundle,
                [new(bob.InstallationId, changed)]
            ),
        };
    }
}
