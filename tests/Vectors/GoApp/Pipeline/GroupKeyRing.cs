using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoApp.Pipeline;

/// <summary>The group keys that a participant of the recording has been given.</summary>
internal sealed class GroupKeyRing
{
    private readonly Dictionary<string, byte[]> keys = [];

    /// <summary>Learns a key and returns its name.</summary>
    public byte[] Add(ReadOnlySpan<byte> groupId, ulong timestamp, ReadOnlySpan<byte> key)
    {
        var name = new byte[32];
        HashRatchetKeys.NameKey(groupId, timestamp, key, name);
        keys[Convert.ToHexStringLower(name)] = key.ToArray();
        return name;
    }

    /// <summary>Learns the keys that a header hands over.</summary>
    public void Learn(HashRatchetHeaderMessage header)
    {
        foreach (var key in header.Keys?.Keys ?? [])
            Add(header.GroupId.Span, key.Timestamp, key.Key.Span);
    }

    /// <summary>The key of a message: the group key moved on by the sequence number.</summary>
    public byte[] MessageKey(HashRatchetHeaderMessage header)
    {
        var key = keys[Convert.ToHexStringLower(header.KeyId.Span)].ToArray();
        for (uint i = 0; i < header.SeqNo; i++)
            HashRatchetKeys.Advance(key, key);
        return key;
    }

    /// <summary>Reads a member's entry of a rekey message.</summary>
    public bool TryLearnRekey(ISecp256k1 curve, HashRatchetHeaderMessage header, KeyPair member, PublicKey sender)
    {
        var rekey = header.Keys.RekeyGroup;
        var shared = new byte[32];
        if (
            !rekey.Keys.TryGetValue(HashRatchetKeys.RekeyIndex(member.PublicKey), out var entry)
            || !curve.TryComputeSharedX(member.PrivateKey, sender.Uncompressed, shared)
            || !HashRatchetKeys.TryOpenRekeyEntry(shared, entry.Span, out var key)
        )
            return false;
        Add(header.GroupId.Span, rekey.Timestamp, key.Span);
        return true;
    }
}
