using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>ProtocolMessages: encrypted, decrypted, looked at.</summary>
internal sealed class EncryptionOperations(PeerRegistry peers, ISecp256k1 curve, TimeProvider time) : IOperations
{
    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["encrypt"] = Encrypt,
            ["encrypt_dh"] = EncryptFallback,
            ["sync"] = EncryptForSiblings,
            ["build_public"] = BuildPublic,
            ["view"] = View,
            ["decrypt"] = Decrypt,
            ["confirm"] = Confirm,
        };

    /// <summary>The members of a reply that show a message.</summary>
    public static JsonObject Produced(ProtocolMessage message) =>
        new() { ["message"] = Replies.Hex(message.Encode()), ["view"] = MessageView.Of(message) };

    /// <summary>The members of a reply that show a message to an identity, and whether both have agreed on a topic.</summary>
    public static JsonObject Produced(DriverPeer peer, PublicKey to, OutboundMessage outbound, ISecp256k1 curve) =>
        Produced(outbound.Message)
            .And(new() { ["secret"] = Replies.Hex(Channel.Secret(peer, to, curve)), ["agreed"] = outbound.IsAgreed });

    /// <summary>The members of a reply that show what was decrypted.</summary>
    public static JsonObject Read(Decryption decryption, string messageId) =>
        new()
        {
            ["kind"] = decryption.Kind,
            ["plaintext"] = Replies.Hex(decryption.Opened.Plaintext),
            ["installation_id"] = decryption.Inbound.Message.InstallationId,
            ["message_id"] = messageId,
            ["events"] = decryption.Events,
        };

    private JsonObject Encrypt(Request request)
    {
        var plaintext = request.Hex("plaintext");
        var peer = peers.Of(request);
        var to = request.Key("to_identity");
        return Encrypt(peer, to, plaintext, request);
    }

    private JsonObject EncryptForSiblings(Request request)
    {
        var plaintext = request.Hex("plaintext");
        var peer = peers.Of(request);
        return peer.ReceivingDevice().HasPairedSiblings
            ? Encrypt(peer, peer.PublicKey, plaintext, request)
            : new() { ["message"] = null };
    }

    private JsonObject Encrypt(DriverPeer peer, PublicKey to, byte[] plaintext, Request request)
    {
        var turn = peer.Turn(request.Nanoseconds(time));
        var outbound = Outbound.Encrypt(peer, to, turn, (composer, state) => composer.Encrypt(state, plaintext));
        return Produced(peer, to, outbound, curve);
    }

    private JsonObject EncryptFallback(Request request)
    {
        var plaintext = request.OptionalHex("plaintext") ?? [];
        var peer = peers.Of(request);
        var outbound = Outbound.Encrypt(
            peer,
            request.Key("to_identity"),
            peer.Turn(request.Nanoseconds(time)),
            (composer, state) => composer.EncryptFallback(state, plaintext)
        );
        return Produced(outbound.Message);
    }

    private JsonObject BuildPublic(Request request)
    {
        var peer = peers.Of(request);
        var device = peer.SigningDevice(peer.Turn(request.Nanoseconds(time)));
        return Produced(ProtocolMessage.ForPublic(peer.InstallationId, device.Bundle, request.Hex("payload")));
    }

    private static JsonObject View(Request request) =>
        ProtocolMessage.TryDecode(request.Hex("message"), out var message, out var fault)
            ? new() { ["view"] = MessageView.Of(message) }
            : throw new DriverException(ErrorKind.Malformed, $"ProtocolMessage: {fault}");

    private JsonObject Decrypt(Request request)
    {
        var peer = peers.Of(request);
        var sender = request.Key("from_identity");
        var bytes = request.Hex("message");
        var now = request.Nanoseconds(time);
        var decryption = Decryptor.Take(peer, sender, bytes, now, peer.Turn(now));
        var messageId = request.OptionalText("message_id") ?? Replies.Hex(Keccak256.Hash(bytes));
        peer.NoteRead(decryption, messageId);
        return Read(decryption, messageId);
    }

    private JsonObject Confirm(Request request) =>
        new() { ["deleted"] = peers.Of(request).Confirm(request.Text("message_id")) };
}
