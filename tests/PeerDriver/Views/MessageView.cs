using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.PeerDriver.Views;

/// <summary>What can be seen of a ProtocolMessage without keys.</summary>
internal static class MessageView
{
    public static JsonObject Of(ProtocolMessage message) =>
        new()
        {
            ["installation_id"] = message.InstallationId,
            ["public"] = !message.PublicMessage.IsEmpty,
            ["entries"] = new JsonObject(
                message.Entries.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)Entry(entry.Value)))
            ),
            ["bundles"] = Replies.List(message.Bundles.Select(Of)),
        };

    public static JsonObject Of(BundleMessage bundle) =>
        new()
        {
            ["identity"] = Replies.Hex(bundle.Identity.Span),
            ["timestamp"] = Replies.Decimal(bundle.Timestamp),
            ["signature"] = Replies.Hex(bundle.Signature.Span),
            ["keys"] = new JsonObject(
                bundle.SignedPreKeys.Select(prekey => KeyValuePair.Create(prekey.Key, (JsonNode?)Prekey(prekey.Value)))
            ),
        };

    private static JsonObject Prekey(SignedPreKeyMessage prekey) =>
        new()
        {
            ["spk"] = Replies.Hex(prekey.SignedPreKey.Span),
            ["version"] = prekey.Version,
            ["protocol_version"] = prekey.ProtocolVersion,
        };

    private static JsonObject Entry(EncryptedEntry entry) =>
        new JsonObject
        {
            ["x3dh"] = entry.X3dh is { } x3dh
                ? new JsonObject { ["key"] = x3dh.Key.ToString(), ["id"] = x3dh.SignedPrekey.ToString() }
                : null,
            ["dr"] = entry.Ratchet is { } ratchet ? Ratchet(ratchet) : null,
            ["dh"] = entry.DiffieHellman is { } key ? new JsonObject { ["key"] = key.ToString() } : null,
            ["hr"] = entry.HashRatchet is { } header ? HashRatchet(header) : null,
            ["payload"] = Replies.Hex(entry.Payload),
        }.WithoutNulls();

    private static JsonObject Ratchet(RatchetMessageHeader ratchet) =>
        new()
        {
            ["key"] = ratchet.Header.Key.ToString(),
            ["n"] = ratchet.Header.N,
            ["pn"] = ratchet.Header.Pn,
            ["id"] = ratchet.SignedPrekey.ToString(),
        };

    private static JsonObject HashRatchet(HashRatchetHeaderMessage header) =>
        new()
        {
            ["seq_no"] = header.SeqNo,
            ["group_id"] = Replies.Hex(header.GroupId.Span),
            ["key_id"] = Replies.Hex(header.KeyId.Span),
            ["keys"] = header.Keys?.Keys.Count ?? 0,
            ["rekey"] = header.Keys?.RekeyGroup is not null,
        };
}
