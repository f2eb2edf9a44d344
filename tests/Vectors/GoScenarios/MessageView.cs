using System.Text.Json;
using Google.Protobuf;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoScenarios;

/// <summary>A decoded message against the recorded view of it, field by field.</summary>
internal sealed class MessageView(VectorCheck check, string label)
{
    public void Check(ProtocolMessage message, JsonElement decoded)
    {
        check.Equal(label + ": installation_id", message.InstallationId, decoded.Text("installation_id"));
        check.Bytes(label + ": public_message", message.PublicMessage.Span, decoded.Text("public_message"));
        JsonElement[] bundles = [.. decoded.Items("bundles")];
        check.Equal(label + ": bundles", message.Bundles.Length, bundles.Length);
        foreach (var (bundle, recorded) in message.Bundles.Zip(bundles))
            CheckBundle(bundle, recorded);
        JsonElement[] entries = [.. decoded.Items("encrypted_message")];
        check.Equal(label + ": entries", message.Entries.Count, entries.Length);
        foreach (var recorded in entries)
        {
            if (check.Holds(label + ": entry", message.Entries.TryGetValue(recorded.Text("target"), out var entry)))
                CheckEntry(entry!, recorded);
        }
    }

    public void CheckBundle(BundleMessage bundle, JsonElement recorded)
    {
        Bytes("identity", bundle.Identity, recorded);
        Bytes("signature", bundle.Signature, recorded);
        check.Equal(label + ": timestamp", bundle.Timestamp, recorded.Number("timestamp"));
        JsonElement[] prekeys = [.. recorded.Items("signed_pre_keys")];
        check.Equal(label + ": prekeys", bundle.SignedPreKeys.Count, prekeys.Length);
        foreach (var prekey in prekeys)
        {
            if (
                !check.Holds(
                    label + ": prekey",
                    bundle.SignedPreKeys.TryGetValue(prekey.Text("installation_id"), out var read)
                )
            )
                continue;
            Bytes("signed_pre_key", read!.SignedPreKey, prekey);
            check.Equal(label + ": version", read.Version, prekey.Number("version"));
            check.Equal(label + ": protocol_version", read.ProtocolVersion, prekey.Number("protocol_version"));
        }
    }

    private void CheckEntry(EncryptedEntry entry, JsonElement recorded)
    {
        check.Bytes(label + ": payload", entry.Payload.Span, recorded.Text("payload"));
        var (x3dh, ratchet, fallback) = (Part(recorded, "x3dh"), Part(recorded, "dr"), Part(recorded, "dh"));
        Key("x3dh key", entry.X3dh?.Key, x3dh.Text("key"));
        Key("x3dh id", entry.X3dh?.SignedPrekey, x3dh.Text("id"));
        Key("dr key", entry.Ratchet?.Header.Key, ratchet.Text("key"));
        Key("dr id", entry.Ratchet?.SignedPrekey, ratchet.Text("id"));
        check.Equal(label + ": n", entry.Ratchet?.Header.N ?? 0, ratchet.Number("n"));
        check.Equal(label + ": pn", entry.Ratchet?.Header.Pn ?? 0, ratchet.Number("pn"));
        Key("dh key", entry.DiffieHellman, fallback.Text("key"));
        check.Equal(label + ": hr", entry.HashRatchet is not null, recorded.Has("hr"));
        if (entry.HashRatchet is { } group)
            CheckGroup(group, Part(recorded, "hr"));
    }

    private void CheckGroup(HashRatchetHeaderMessage header, JsonElement recorded)
    {
        check.Equal(label + ": key id", header.DeprecatedKeyId, recorded.Number("deprecated_key_id"));
        check.Equal(label + ": seq_no", header.SeqNo, recorded.Number("seq_no"));
        Bytes("group_id", header.GroupId, recorded);
        Bytes("key_id", header.KeyId, recorded);
        check.Equal(label + ": keys", header.Keys is not null, recorded.Has("keys"));
        if (header.Keys is null)
            return;
        var keys = Part(recorded, "keys");
        foreach (var (read, key) in header.Keys.Keys.Zip(keys.Items("keys")))
        {
            Bytes("key", read.Key, key);
            check.Equal(label + ": timestamp", (long)read.Timestamp, key.Number("timestamp"));
            check.Equal(label + ": key id", read.DeprecatedKeyId, key.Number("deprecated_key_id"));
        }

        check.Equal(label + ": keys", header.Keys.Keys.Count, keys.Items("keys").Count());
        check.Equal(label + ": rekey_group", header.Keys.RekeyGroup is not null, keys.Has("rekey_group"));
        if (header.Keys.RekeyGroup is { } rekey)
            CheckRekey(rekey, Part(keys, "rekey_group"));
    }

    private void CheckRekey(RekeyGroupMessage rekey, JsonElement recorded)
    {
        check.Equal(label + ": rekey timestamp", (long)rekey.Timestamp, recorded.Number("timestamp"));
        check.Equal(label + ": rekey entries", rekey.Keys.Count, recorded.Items("keys").Count());
        foreach (var entry in recorded.Items("keys"))
            check.Bytes(label + ": rekey", rekey.Keys[(uint)entry.Number("index")].Span, entry.Text("entries"));
    }

    private void Key(string what, EncodedKey? key, string expected) =>
        check.Equal($"{label}: {what}", key?.ToString() ?? "", expected);

    private void Bytes(string what, ByteString bytes, JsonElement recorded) =>
        check.Bytes($"{label}: {what}", bytes.Span, recorded.Text(what));

    private static JsonElement Part(JsonElement element, string name) =>
        element.Has(name) ? element.GetProperty(name) : EmptyObject;

    private static JsonElement EmptyObject { get; } = JsonSerializer.SerializeToElement(new { });
}
