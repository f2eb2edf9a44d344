using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>A public rekey: each member finds the key, nobody else does, and what is damaged or another's is passed over.</summary>
public sealed class GroupRekeyTests
{
    private static readonly ISecp256k1 Curve = TestCurves.Native;

    private readonly FixedRandomSource random = new();
    private readonly GroupKey key = GroupKey.Create("group"u8, 1700, [.. Enumerable.Repeat((byte)4, 32)]);
    private readonly KeyPair alice;
    private readonly KeyPair bob;
    private readonly KeyPair carol;

    public GroupRekeyTests() => (alice, bob, carol) = (NewKeyPair(), NewKeyPair(), NewKeyPair());

    [Fact]
    public void Each_member_finds_the_key_and_nobody_else_does()
    {
        var header = Rekey(bob, carol);
        header.SeqNo.ShouldBe(0u);
        header.Keys.RekeyGroup.Timestamp.ShouldBe(1700ul);
        foreach (var member in new[] { bob, carol })
            Opened(member, alice, header)!.KeyId.ToArray().ShouldBe(key.KeyId.ToArray());
        Opened(NewKeyPair(), alice, header).ShouldBeNull();
        Opened(alice, alice, header).ShouldBeNull();
    }

    [Fact]
    public void Under_another_senders_name_no_entry_opens() => Opened(bob, carol, Rekey(bob, carol)).ShouldBeNull();

    [Fact]
    public void Entries_that_do_not_open_are_passed_over()
    {
        var header = Rekey(bob, bob, bob);
        var (index, entries) = header.Keys.RekeyGroup.Keys.ShouldHaveSingleItem();
        entries.Length.ShouldBe(3 * HashRatchetKeys.RekeyEntryLength);
        var damaged = entries.ToByteArray();
        damaged[20] ^= 1;
        damaged[20 + HashRatchetKeys.RekeyEntryLength] ^= 1;
        header.Keys.RekeyGroup.Keys[index] = ByteString.CopyFrom(damaged);
        Opened(bob, alice, header).ShouldNotBeNull();
        damaged[20 + (2 * HashRatchetKeys.RekeyEntryLength)] ^= 1;
        header.Keys.RekeyGroup.Keys[index] = ByteString.CopyFrom(damaged);
        Opened(bob, alice, header).ShouldBeNull();
    }

    [Fact]
    public void Entries_of_any_length_are_read_as_far_as_they_go()
    {
        var header = Rekey(bob);
        var (index, entries) = header.Keys.RekeyGroup.Keys.ShouldHaveSingleItem();
        for (var length = 0; length < entries.Length; length++)
        {
            header.Keys.RekeyGroup.Keys[index] = ByteString.CopyFrom(entries.Span[..length]);
            Opened(bob, alice, header).ShouldBeNull();
        }

        header.Keys.RekeyGroup.Keys[index] = ByteString.CopyFrom([.. entries.Span, 1, 2, 3]);
        Opened(bob, alice, header).ShouldNotBeNull();
    }

    [Fact]
    public void A_rekey_without_time_group_or_rekey_is_refused()
    {
        var header = Rekey(bob);
        header.Keys.RekeyGroup.Timestamp = 0;
        Refuses(header);
        header = Rekey(bob);
        header.GroupId = ByteString.Empty;
        Refuses(header);
        Refuses(new() { GroupId = header.GroupId });
        Should.Throw<ArgumentException>(() =>
            GroupRekey.ToHeader(Curve, alice, [], GroupKey.Create("group"u8, 0, key.Key.Span), random)
        );
    }

    [Fact]
    public void The_number_of_members_is_bounded()
    {
        var most = Enumerable.Repeat(bob.PublicKey, SecureTransportLimits.MaxRekeyEntries).ToImmutableArray();
        var header = GroupRekey.ToHeader(Curve, alice, most, key, random);
        Fault(header).ShouldBe(ProtocolMessageFault.None);
        Should.Throw<ArgumentException>(() => GroupRekey.ToHeader(Curve, alice, most.Add(bob.PublicKey), key, random));
        var (index, entries) = header.Keys.RekeyGroup.Keys.ShouldHaveSingleItem();
        header.Keys.RekeyGroup.Keys[index] = ByteString.CopyFrom([.. entries.Span, 0]);
        Fault(header).ShouldBe(ProtocolMessageFault.GroupHeaderTooLarge);
    }

    [Fact]
    public void A_message_with_more_than_a_header_may_hold_is_refused()
    {
        var header = Rekey(bob);
        for (uint i = 0; header.Keys.RekeyGroup.Keys.Count < SecureTransportLimits.MaxRekeyEntries; i++)
            header.Keys.RekeyGroup.Keys[i] = ByteString.Empty;
        Fault(header).ShouldBe(ProtocolMessageFault.None);
        header.Keys.RekeyGroup.Keys[uint.MaxValue] = ByteString.Empty;
        Fault(header).ShouldBe(ProtocolMessageFault.GroupHeaderTooLarge);

        header = new() { GroupId = ByteString.CopyFrom(new byte[SecureTransportLimits.MaxGroupIdLength]) };
        Fault(header).ShouldBe(ProtocolMessageFault.None);
        header.GroupId = ByteString.CopyFrom(new byte[SecureTransportLimits.MaxGroupIdLength + 1]);
        Fault(header).ShouldBe(ProtocolMessageFault.GroupHeaderTooLarge);

        header = new() { KeyId = ByteString.CopyFrom(new byte[SecureTransportLimits.MaxKeyIdLength + 1]) };
        Fault(header).ShouldBe(ProtocolMessageFault.GroupHeaderTooLarge);

        header = new() { Keys = new() };
        for (var i = 0; i < SecureTransportLimits.MaxExchangedGroupKeys; i++)
            header.Keys.Keys.Add(new HashRatchetKeyMessage());
        Fault(header).ShouldBe(ProtocolMessageFault.None);
        header.Keys.Keys.Add(new HashRatchetKeyMessage());
        Fault(header).ShouldBe(ProtocolMessageFault.GroupHeaderTooLarge);
    }

    private HashRatchetHeaderMessage Rekey(params KeyPair[] members) =>
        GroupRekey.ToHeader(Curve, alice, [.. members.Select(member => member.PublicKey)], key, random);

    private static GroupKey? Opened(KeyPair member, KeyPair sender, HashRatchetHeaderMessage header)
    {
        GroupRekey.TryOpen(Curve, member, sender.PublicKey, header, out var opened).ShouldBeTrue();
        return opened;
    }

    private void Refuses(HashRatchetHeaderMessage header)
    {
        GroupRekey.TryOpen(Curve, bob, alice.PublicKey, header, out var opened).ShouldBeFalse();
        opened.ShouldBeNull();
    }

    private static ProtocolMessageFault Fault(HashRatchetHeaderMessage header)
    {
        var message = new ProtocolMessageProto { EncryptedMessage = { ["none"] = new() { HrHeader = header } } };
        ProtocolMessage.TryDecode(message.ToByteArray(), out _, out var fault);
        return fault;
    }

    private KeyPair NewKeyPair() => KeyPair.Generate(Curve, random, RandomPurpose.Identity);
}
