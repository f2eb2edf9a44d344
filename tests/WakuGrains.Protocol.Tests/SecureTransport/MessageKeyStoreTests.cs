using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>The store of skipped message keys: an immutable value.</summary>
public sealed class MessageKeyStoreTests
{
    private static readonly EncodedKey Chain = EncodedKey.Parse(Enumerable.Repeat((byte)2, 33).ToArray());
    private static readonly RatchetLimits Limits = new(MaxSkip: 1000, MaxKeysPerSession: 3, MaxKeyAge: 100);

    [Fact]
    public void Versions_do_not_change_each_other()
    {
        var one = MessageKeyStore.Empty.With([Key(0)]);
        var two = one.With([Key(1)]);
        var removed = two.Remove(two.Keys.First());
        MessageKeyStore.Empty.Count.ShouldBe(0);
        one.Keys.Select(key => key.Id.N).ShouldBe([0u]);
        two.Keys.Select(key => key.Id.N).ShouldBe([0u, 1u]);
        removed.Keys.Select(key => key.Id.N).ShouldBe([1u]);
        two.With([]).ShouldBeSameAs(two);
    }

    [Fact]
    public void A_key_is_found_by_chain_and_number()
    {
        var store = MessageKeyStore.Empty.With([Key(4)]);
        var sameChain = EncodedKey.Parse(Chain.Bytes);
        var otherChain = EncodedKey.Parse([3, .. Chain.Bytes[1..]]);
        store.TryGet(new MessageKeyId(sameChain, 4), out var key).ShouldBeTrue();
        key.Key.ToArray().ShouldAllBe(value => value == 4);
        store.TryGet(new MessageKeyId(sameChain, 5), out _).ShouldBeFalse();
        store.TryGet(new MessageKeyId(otherChain, 4), out _).ShouldBeFalse();
    }

    [Fact]
    public void The_oldest_keys_go_first()
    {
        var store = MessageKeyStore.Empty.With([.. Enumerable.Range(0, 5).Select(n => Key((uint)n))]);
        store.Trim(Limits, keysCount: 5).Keys.Select(key => key.Id.N).ShouldBe([2u, 3u, 4u]);
        store.Trim(Limits, keysCount: 102).Keys.Select(key => key.Id.N).ShouldBe([3u, 4u]);
        store.Trim(Limits, keysCount: 1000).Count.ShouldBe(0);
        MessageKeyStore.Empty.Trim(Limits, keysCount: 1000).ShouldBeSameAs(MessageKeyStore.Empty);
    }

    [Fact]
    public void A_record_comes_back()
    {
        var store = MessageKeyStore.Empty.With([Key(3), Key(1), Key(2)]);
        var read = MessageKeyStore.FromRecord(store.Keys);
        read.Keys.Select(key => key.Id.N).ShouldBe([1u, 2u, 3u]);
        Should.Throw<ArgumentException>(() => MessageKeyStore.FromRecord([Key(1), Key(1)]));
        Should.Throw<ArgumentException>(() => MessageKeyStore.FromRecord([Key(1), Key(1, sequence: 2)]));
        Should.Throw<ArgumentException>(() => MessageKeyStore.FromRecord([Key(1), Key(2, sequence: 1)]));
    }

    private static SkippedMessageKey Key(uint n, ulong? sequence = null) =>
        new(new MessageKeyId(Chain, n), sequence ?? n, [.. Enumerable.Repeat((byte)n, RatchetState.KeyLength)]);
}
