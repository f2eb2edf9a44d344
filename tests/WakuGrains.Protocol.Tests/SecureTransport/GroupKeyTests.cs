using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>Group keys: their names, their times, their bounds and their secrecy.</summary>
public sealed class GroupKeyTests
{
    private static readonly byte[] Group = "test_community_id"u8.ToArray();
    private static readonly byte[] Key = Convert.FromHexString(
        "762d2ba8d636309473a74a34ac92242dd1b6c0c5451157cb042852bef2d82864"
    );

    [Fact]
    public void A_key_has_the_name_that_the_network_gives_it()
    {
        var key = GroupKey.Create(Group, 1700000003010, Key);
        Convert
            .ToHexStringLower(key.KeyId.Span)
            .ShouldBe("b1ac57c249f647b4e342adc6e335e96ef358a2d3cf864f9738073fe3f88d8e31");
        key.DeprecatedKeyId.ShouldBe(3487921090u);
    }

    [Fact]
    public void The_next_key_is_a_little_after_now_and_always_after_the_last()
    {
        GroupKey.NextTimestamp(0, 1000).ShouldBe(1010ul);
        GroupKey.NextTimestamp(999, 1000).ShouldBe(1010ul);
        GroupKey.NextTimestamp(1000, 1000).ShouldBe(1001ul);
        GroupKey.NextTimestamp(5000, 1000).ShouldBe(5001ul);
        Should.Throw<OverflowException>(() => GroupKey.NextTimestamp(ulong.MaxValue, 1000));
    }

    [Fact]
    public void A_drawn_key_is_a_private_key_of_its_group_and_time()
    {
        var key = GroupKey.Generate(TestCurves.Native, Group, 5000, 1000, new FixedRandomSource());
        TestCurves.Native.IsValidPrivateKey(key.Key.Span).ShouldBeTrue();
        key.GroupId.ToArray().ShouldBe(Group);
        key.TimestampMilliseconds.ShouldBe(5001ul);
    }

    [Fact]
    public void Group_id_and_key_are_bounded()
    {
        var longest = new byte[SecureTransportLimits.MaxGroupIdLength];
        GroupKey.Create(longest, 1, Key).GroupId.Length.ShouldBe(longest.Length);
        Should.Throw<ArgumentException>(() => GroupKey.Create([.. longest, 0], 1, Key));
        Should.Throw<ArgumentException>(() => GroupKey.Create([], 1, Key));
        Should.Throw<ArgumentException>(() => GroupKey.Create(Group, 1, Key.AsSpan(1)));
        Should.Throw<ArgumentException>(() => GroupKey.Create(Group, 1, [.. Key, 0]));
    }

    [Fact]
    public void A_copy_lives_on_when_the_key_is_wiped()
    {
        var key = GroupKey.Create(Group, 1, Key);
        var copy = key.Clone();
        key.Dispose();
        Should.Throw<ObjectDisposedException>(() => key.Key.Span.Length);
        copy.Key.Span.ToArray().ShouldBe(Key);
        copy.KeyId.ToArray().ShouldBe(key.KeyId.ToArray());
    }

    [Fact]
    public void Nothing_prints_a_key()
    {
        var state = HashRatchetState.Of(GroupKey.Create(Group, 1, Key));
        var encryption = HashRatchet.Encrypt(state, "do not print this"u8, new FixedRandomSource());
        object[] holders = [state, state.Key, state.Chain, encryption, encryption.State];
        foreach (var printed in holders.Select(holder => holder.ToString()!))
            printed.ShouldNotContain(Convert.ToHexString(Key.AsSpan(0, 6)), Case.Insensitive);
    }
}
