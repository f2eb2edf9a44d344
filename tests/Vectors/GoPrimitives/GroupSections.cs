using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoPrimitives;

/// <summary>The arithmetic of the hash ratchet.</summary>
internal sealed class GroupSections(ISecp256k1 curve)
{
    public IEnumerable<IVectorSection> All =>
        [
            new CaseSection("key_id", NameKey),
            new CaseSection("rekey_index", Index),
            new CaseSection("group_rekey_entry", Rekey),
        ];

    private static void NameKey(JsonElement vector, VectorCheck check)
    {
        var timestamp = (ulong)vector.Number("timestamp");
        var key = vector.Hex("key");
        var keyId = new byte[32];
        HashRatchetKeys.NameKey(vector.Hex("group_id"), timestamp, key, keyId);
        check.Bytes("key_id", keyId, vector.Text("key_id"));
        check.Equal(
            "deprecated_key_id",
            HashRatchetKeys.DeprecatedKeyId(timestamp),
            vector.Number("deprecated_key_id")
        );
        for (var i = 1; vector.Has($"hash_{i}"); i++)
        {
            HashRatchetKeys.Advance(key, key);
            check.Bytes($"hash_{i}", key, vector.Text($"hash_{i}"));
        }
    }

    private void Index(JsonElement vector, VectorCheck check)
    {
        using var member = KeyPair.FromPrivateKey(curve, vector.Hex("private"));
        check.Bytes("uncompressed", member.PublicKey.Uncompressed, vector.Text("uncompressed"));
        check.Equal("index", HashRatchetKeys.RekeyIndex(member.PublicKey), vector.Number("index"));
    }

    private void Rekey(JsonElement vector, VectorCheck check)
    {
        using var sender = KeyPair.FromPrivateKey(curve, vector.Hex("sender_private"));
        using var member = KeyPair.FromPrivateKey(curve, vector.Hex("member_private"));
        var shared = new byte[32];
        check.Equal("agreed", curve.TryComputeSharedX(sender.PrivateKey, member.PublicKey.Uncompressed, shared), true);
        check.Bytes("shared_key", shared, vector.Text("shared_key"));
        check.Equal("index", HashRatchetKeys.RekeyIndex(member.PublicKey), vector.Number("index"));

        var entry = new byte[HashRatchetKeys.RekeyEntryLength];
        HashRatchetKeys.SealRekeyEntry(shared, vector.Hex("nonce"), vector.Hex("group_key"), entry);
        check.Bytes("entry", entry, vector.Text("entry"));
        check.Equal("opened", HashRatchetKeys.TryOpenRekeyEntry(shared, vector.Hex("entry"), out var groupKey), true);
        check.Bytes("group_key", groupKey!.Span, vector.Text("group_key"));
    }
}
