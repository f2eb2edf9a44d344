using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>How keys of a group travel beside a message: what was written is read, and nothing beyond the bounds is.</summary>
public sealed class GroupKeyExchangeTests
{
    private static readonly byte[] Group = "group"u8.ToArray();

    [Fact]
    public void The_keys_of_the_header_are_read_the_newest_first()
    {
        var header = GroupKeyExchange.ToHeader(Group, [NewKey(1), NewKey(3), NewKey(2)]);
        header.SeqNo.ShouldBe(0u);
        Read(header, "a message beside them"u8).ShouldBe([3ul, 2ul, 1ul]);
    }

    [Fact]
    public void Without_keys_in_the_header_those_of_the_plaintext_are_read()
    {
        var header = new HashRatchetHeaderMessage { GroupId = ByteString.CopyFrom(Group) };
        Read(header, GroupKeyExchange.ToPlaintext([NewKey(5), NewKey(6)])).ShouldBe([6ul, 5ul]);
        Refuses(header, "no keys"u8);
        Refuses(header, []);
    }

    [Fact]
    public void What_was_written_is_the_key_that_is_read()
    {
        var key = NewKey(1700000003010);
        GroupKeyExchange.TryRead(Entry(GroupKeyExchange.ToHeader(Group, [key])), [], out var keys).ShouldBeTrue();
        keys.ShouldHaveSingleItem().KeyId.ToArray().ShouldBe(key.KeyId.ToArray());
        keys[0].Key.ShouldBe(key.Key);
    }

    [Fact]
    public void A_key_without_a_time_has_that_of_its_deprecated_id()
    {
        var header = GroupKeyExchange.ToHeader(Group, [NewKey(1)]);
        (header.Keys.Keys[0].Timestamp, header.Keys.Keys[0].DeprecatedKeyId) = (0, 12345);
        Read(header, []).ShouldBe([12345ul]);
        header.Keys.Keys[0].DeprecatedKeyId = 0;
        Refuses(header, []);
    }

    [Fact]
    public void The_plaintext_is_a_message_unless_it_is_the_keys_once_more()
    {
        ImmutableArray<GroupKey> keys = [NewKey(1), NewKey(2)];
        var entry = Entry(GroupKeyExchange.ToHeader(Group, keys));
        GroupKeyExchange.CarriesMessage(entry, GroupKeyExchange.ToPlaintext(keys)).ShouldBeFalse();
        GroupKeyExchange.CarriesMessage(entry, "hello"u8).ShouldBeTrue();
        var bare = Entry(new() { GroupId = ByteString.CopyFrom(Group) });
        GroupKeyExchange.CarriesMessage(bare, GroupKeyExchange.ToPlaintext(keys)).ShouldBeFalse();
    }

    [Fact]
    public void A_message_under_a_key_is_no_exchange()
    {
        var header = GroupKeyExchange.ToHeader(Group, [NewKey(1)]);
        header.SeqNo = 1;
        Refuses(header, []);
        GroupKeyExchange
            .TryRead(new(null, null, null, null, default), GroupKeyExchange.ToPlaintext([NewKey(1)]), out _)
            .ShouldBeFalse();
    }

    [Fact]
    public void A_key_of_another_length_refuses_all()
    {
        var header = GroupKeyExchange.ToHeader(Group, [NewKey(1), NewKey(2)]);
        header.Keys.Keys[1].Key = ByteString.CopyFrom(new byte[33]);
        Refuses(header, []);
        header.Keys.Keys[1].Key = ByteString.Empty;
        Refuses(header, []);
    }

    [Fact]
    public void The_group_is_named_and_its_name_is_bounded()
    {
        var header = GroupKeyExchange.ToHeader(Group, [NewKey(1)]);
        header.GroupId = ByteString.CopyFrom(new byte[SecureTransportLimits.MaxGroupIdLength]);
        Read(header, []).ShouldBe([1ul]);
        header.GroupId = ByteString.CopyFrom(new byte[SecureTransportLimits.MaxGroupIdLength + 1]);
        Refuses(header, []);
        header.GroupId = ByteString.Empty;
        Refuses(header, []);
    }

    [Fact]
    public void The_number_of_keys_is_bounded()
    {
        var most = Enumerable.Range(1, SecureTransportLimits.MaxExchangedGroupKeys).Select(NewKey).ToImmutableArray();
        var header = GroupKeyExchange.ToHeader(Group, most);
        Read(header, []).Length.ShouldBe(most.Length);
        header.Keys.Keys.Add(header.Keys.Keys[0].Clone());
        Refuses(header, []);
        Refuses(new() { GroupId = ByteString.CopyFrom(Group) }, header.Keys.ToByteArray());
        Should.Throw<ArgumentException>(() => GroupKeyExchange.ToHeader(Group, most.Add(NewKey(100))));
    }

    private static ImmutableArray<ulong> Read(HashRatchetHeaderMessage header, ReadOnlySpan<byte> plaintext)
    {
        GroupKeyExchange.TryRead(Entry(header), plaintext, out var keys).ShouldBeTrue();
        return [.. keys.Select(key => key.TimestampMilliseconds)];
    }

    private static void Refuses(HashRatchetHeaderMessage header, ReadOnlySpan<byte> plaintext)
    {
        GroupKeyExchange.TryRead(Entry(header), plaintext, out var keys).ShouldBeFalse();
        keys.ShouldBeEmpty();
    }

    private static EncryptedEntry Entry(HashRatchetHeaderMessage header) => new(null, null, null, header, default);

    private static GroupKey NewKey(int timestamp) => NewKey((ulong)timestamp);

    private static GroupKey NewKey(ulong timestamp) =>
        GroupKey.Create(Group, timestamp, [.. Enumerable.Repeat((byte)timestamp, 32)]);
}
