using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.PeerDriver.Views;

/// <summary>What a plaintext holds: the messages, in an MVDS packet or not, and what is said about ours (facts 1.4, 1.5).</summary>
internal sealed class ApplicationView(ISecp256k1 curve)
{
    // Who an unsigned message is by when nobody is known to have sent it; never shown.
    private readonly PublicKey nobody = KeyPair
        .FromPrivateKey(curve, [.. new byte[KeyPair.PrivateKeyLength - 1], 1])
        .PublicKey;

    /// <summary>Reads a plaintext.</summary>
    /// <param name="plaintext">The plaintext; empty for no messages.</param>
    /// <param name="signer">Who signed the frame, where that is known.</param>
    /// <param name="timestampNanoseconds">Timestamp of the envelope: chat clocks must not be too far ahead of it.</param>
    public JsonObject Of(ReadOnlyMemory<byte> plaintext, PublicKey? signer, long timestampNanoseconds)
    {
        var isPacket = Mvds.TryRead(plaintext.Span, out var packet);
        var none = ImmutableArray<ReadOnlyMemory<byte>>.Empty;
        return new()
        {
            ["mvds"] = isPacket,
            ["acks"] = Replies.Hexes(packet?.Acks ?? none),
            ["offers"] = Replies.Hexes(packet?.Offers ?? none),
            ["requests"] = Replies.Hexes(packet?.Requests ?? none),
            ["messages"] = Replies.List(
                packet is not null ? packet.Messages.Select(each => Message(each.Body, each.MessageId))
                : plaintext.IsEmpty ? []
                : [Message(plaintext, packetId: null)]
            ),
        };

        JsonObject Message(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte>? packetId) =>
            View(Unwrap(body, signer), signer, packetId, timestampNanoseconds);
    }

    private ApplicationMessage Unwrap(ReadOnlyMemory<byte> body, PublicKey? signer)
    {
        if (ApplicationMetadata.TryUnwrap(curve, body.Span, signer ?? nobody, out var message, out var fault))
            return message;
        var kind = fault == ApplicationFault.InvalidSignature ? ErrorKind.BadSignature : ErrorKind.Malformed;
        throw new DriverException(kind, $"ApplicationMetadataMessage: {fault}");
    }

    private static JsonObject View(
        ApplicationMessage message,
        PublicKey? signer,
        ReadOnlyMemory<byte>? packetId,
        long timestampNanoseconds
    )
    {
        var chat =
            message.Type == ApplicationMessageType.ChatMessage
            && ChatText.TryRead(message.Payload.Span, timestampNanoseconds, out var text, out _)
                ? text
                : null;
        return new JsonObject
        {
            ["type"] = message.Type,
            ["payload"] = Replies.Hex(message.Payload),
            ["author"] = message.IsSigned || signer is not null ? Replies.Hex(message.Author) : null,
            ["signed"] = message.IsSigned,
            ["id"] = Replies.Hex(message.MessageId),
            ["mvds_id"] = packetId is { } id ? Replies.Hex(id) : null,
            ["text"] = chat?.Text,
            ["clock"] = chat is null ? null : Replies.Decimal(chat.Clock),
        }.WithoutNulls();
    }
}
