using Google.Protobuf;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Groups;

/// <summary>What is not a member's, or not by its sender, changes nothing.</summary>
public sealed class GroupForgeryTests
{
    private readonly TestWorld world = new();
    private readonly GroupMember alice;
    private readonly GroupMember bob;

    public GroupForgeryTests()
    {
        (alice, bob) = (GroupMember.New(world, "a"), GroupMember.New(world, "b"));
        alice.CreateKey();
        bob.Learn(alice);
        bob.Receive(alice.Send("before"));
    }

    [Fact]
    public void A_ciphertext_changed_anywhere_is_refused()
    {
        var message = bob.Read(alice.Send("hello"));
        var entry = message.Message.Entries["none"];
        for (var i = 0; i < entry.Payload.Length; i += 7)
        {
            var changed = entry.Payload.ToArray();
            changed[i] ^= 1;
            bob.Refuses(EnvelopeOutcome.Desynchronised, With(message, entry with { Payload = changed }));
        }

        bob.Refuses(EnvelopeOutcome.Malformed, With(message, entry with { Payload = entry.Payload[..27] }));
        bob.Receive(message).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public void Another_number_is_refused()
    {
        foreach (var number in new uint[] { 1, 50, 99_999, SecureTransportLimits.MaxHashRatchetNumber })
            bob.Refuses(EnvelopeOutcome.Desynchronised, Numbered(number));
        bob.Refuses(EnvelopeOutcome.TooFarAhead, Numbered(SecureTransportLimits.MaxHashRatchetNumber + 1));
        bob.Refuses(EnvelopeOutcome.TooFarAhead, Numbered(uint.MaxValue));
    }

    [Fact]
    public void Somebody_elses_message_under_an_own_name_is_a_forgery()
    {
        var mallory = world.NewKeyPair().PublicKey;
        bob.Refuses(EnvelopeOutcome.Forged, bob.Read(alice.Send("hello")) with { Sender = mallory });
    }

    [Fact]
    public void A_message_with_another_encryption_beside_it_is_none_of_a_groups()
    {
        var message = bob.Read(alice.Send("hello"));
        var entry = message.Message.Entries["none"];
        EncodedKey.TryCreate(alice.PublicKey.Compressed, out var key).ShouldBeTrue();
        bob.Refuses(EnvelopeOutcome.Malformed, With(message, entry with { DiffieHellman = key }));
        bob.Refuses(EnvelopeOutcome.Malformed, With(message, entry with { HashRatchet = null }));
    }

    [Fact]
    public void A_message_of_a_member_that_says_nothing_readable_is_refused()
    {
        var (_, message) = new WakuGrains.Groups.GroupComposer(world.NewDevice("a").Own, world.Turn).Encrypt(
            alice.State,
            "no application message"u8
        );
        bob.Refuses(EnvelopeOutcome.Malformed, new(alice.PublicKey, message, [], new byte[32], 1));
    }

    private InboundMessage Numbered(uint number)
    {
        var message = bob.Read(alice.Send("hello"));
        message.Message.Entries["none"].HashRatchet!.SeqNo = number;
        return message;
    }

    private static InboundMessage With(InboundMessage message, EncryptedEntry entry) =>
        message with
        {
            Message = ProtocolMessage.ForEntries(
                message.Message.InstallationId,
                null,
                [new(ProtocolMessage.AnyDevice, entry)]
            ),
        };
}
