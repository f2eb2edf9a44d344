using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.SelfModel;

/// <summary>The hash ratchet of groups.</summary>
internal sealed class GroupSections(ISecp256k1 curve)
{
    public IEnumerable<IVectorSection> All =>
        [new SingleSection("hash_ratchet", Walk), new SingleSection("rekey", Rekey)];

    private static void Walk(JsonElement vector, VectorCheck check)
    {
        var key = vector.Hex("key");
        var keyId = new byte[32];
        var timestamp = (ulong)vector.Number("timestamp");
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
            CheckPayload(key, vector, $"payload_seq{i}", check);
        }
    }

    /// <summary>The model's plaintext is not recorded: what opens must seal to the same bytes.</summary>
    private static void CheckPayload(byte[] key, JsonElement vector, string name, VectorCheck check)
    {
        var payload = vector.Hex(name);
        var plaintext = new byte[AesGcmSuffix.PlaintextLength(payload.Length)];
        check.Equal(name + " opened", AesGcmSuffix.TryOpen(key, payload, plaintext), true);
        var sealedAgain = new byte[payload.Length];
        AesGcmSuffix.Seal(key, vector.Hex("nonce"), plaintext, sealedAgain);
        check.Bytes(name, sealedAgain, vector.Text(name));
    }

    private void Rekey(JsonElement vector, VectorCheck check)
    {
        using var sender = KeyPair.FromPrivateKey(curve, vector.Hex("sender"));
        using var recipient = KeyPair.FromPrivateKey(curve, vector.Hex("recipient"));
        var shared = new byte[32];
        check.Equal(
            "agreed",
            curve.TryComputeSharedX(sender.PrivateKey, recipient.PublicKey.Uncompressed, shared),
            true
        );
        check.Bytes("shared", shared, vector.Text("shared"));
        check.Equal("map_key", HashRatchetKeys.RekeyIndex(recipient.PublicKey), vector.Number("map_key"));
        if (!check.Holds("opened", HashRatchetKeys.TryOpenRekeyEntry(shared, vector.Hex("entry"), out var groupKey)))
            return;
        var entry = new byte[HashRatchetKeys.RekeyEntryLength];
        HashRatchetKeys.SealRekeyEntry(shared, vector.Hex("nonce"), groupKey!.Span, entry);
        check.Bytes("entry", entry, vector.Text("entry"));
    }
}
