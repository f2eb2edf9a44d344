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
    /// <param name="context">What is known about it.</param>
    public JsonObject Of(ReadOnlyMemory<byte> plaintext, ReadingContext context)
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
            View(Unwrap(body, context.Signer), packetId, context);
    }

    private ApplicationMessage Unwrap(ReadOnlyMemory<byte> body, PublicKey? signer)
    {
        if (ApplicationMetadata.TryUnwrap(curve, body.Span, signer ?? nobody, out var message, out var fault))
            return message;
        var kind = fault == ApplicationFault.InvalidSignature ? ErrorKind.BadSignature : ErrorKind.Malformed;
        throw new DriverException(kind, $"ApplicationMetadataMessage: {fault}");
    }

    private static JsonObject View(ApplicationMessage message, ReadOnlyMemory<byte>? packetId, ReadingContext context)
    {
        var chat =
            message.Type == ApplicationMessageType.ChatMessage
            && ChatText.TryRead(message.Payload.Span, context.TimestampNanoseconds, out var text, out _)
                ? text
                : null;
        return new JsonObject
        {
            ["type"] = message.Type,
            ["payload"] = Replies.Hex(message.Payload),
            ["author"] = message.IsSigned || context.Signer is not null ? Replies.Hex(message.Author) : null,
            ["signed"] = message.IsSigned,
            ["id"] = Replies.Hex(message.MessageId),
            ["mvds_id"] = packetId is { } id ? Replies.Hex(id) : null,
            ["text"] = chat?.Text,
            ["clock"] = chat is null ? null : Replies.Decimal(chat.Clock),
            ["pair"] = IsOfSibling(message, context) ? PairingView.Of(message.Payload.Span) : null,
        }.WithoutNulls();
    }

    private static bool IsOfSibling(ApplicationMessage message, ReadingContext context) =>
        message.Type == ApplicationMessageType.SyncPairInstallation
        && context.Own is { } own
        && own.Equals(context.Signer)
        && own.Equals(message.Author);
}

/// <summary>What is known about a plaintext when it is read.</summary>
/// <param name="Signer">Who signed the frame, where that is known.</param>
/// <param name="Own">The identity whose pairing messages count; null when none does.</param>
/// <param name="TimestampNanoseconds">Timestamp of the envelope: chat clocks must not be too far ahead of it.</param>
internal sealed record ReadingContext(PublicKey? Signer, PublicKey? Own, long TimestampNanoseconds);
