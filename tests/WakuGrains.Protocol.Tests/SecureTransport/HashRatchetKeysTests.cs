using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Protocol.Tests.SecureTransport;

/// <summary>The arithmetic of the hash ratchet; the recorded files cover its values.</summary>
public sealed class HashRatchetKeysTests
{
    private static readonly byte[] Shared = [.. Enumerable.Repeat((byte)1, 32)];
    private static readonly byte[] GroupKey = [.. Enumerable.Repeat((byte)2, HashRatchetKeys.KeyLength)];

    [Fact]
    public void A_rekey_entry_opens_for_its_member_and_for_nobody_else()
    {
        var entry = Seal();
        HashRatchetKeys.TryOpenRekeyEntry(Shared, entry, out var opened).ShouldBeTrue();
        opened.Span.ToArray().ShouldBe(GroupKey);
        HashRatchetKeys.TryOpenRekeyEntry(GroupKey, entry, out var other).ShouldBeFalse();
        other.ShouldBeNull();
    }

    [Fact]
    public void A_rekey_entry_changed_or_cut_anywhere_is_refused()
    {
        var entry = Seal();
        for (var i = 0; i < entry.Length; i++)
        {
            entry[i] ^= 1;
            HashRatchetKeys.TryOpenRekeyEntry(Shared, entry, out _).ShouldBeFalse();
            entry[i] ^= 1;
            HashRatchetKeys.TryOpenRekeyEntry(Shared, entry.AsSpan(0, i), out _).ShouldBeFalse();
        }

        HashRatchetKeys.TryOpenRekeyEntry(Shared, [.. entry, 0], out _).ShouldBeFalse();
    }

    private static byte[] Seal()
    {
        var entry = new byte[HashRatchetKeys.RekeyEntryLength];
        HashRatchetKeys.SealRekeyEntry(Shared, new byte[12], GroupKey, entry);
        return entry;
    }
}
