using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>An application message with its author.</summary>
/// <param name="Author">Who signed it, or who sent it where it carries no signature.</param>
/// <param name="IsSigned">Whether it carries a signature of its own.</param>
/// <param name="Type">What the payload is: <see cref="ApplicationMessageType"/>.</param>
/// <param name="Payload">The payload.</param>
/// <param name="MessageId">The message id, 32 bytes.</param>
public sealed record ApplicationMessage(
    PublicKey Author,
    bool IsSigned,
    uint Type,
    ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> MessageId
);

/// <summary>Why an ApplicationMetadataMessage was refused.</summary>
public enum ApplicationFault
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>The bytes are no such message.</summary>
    Malformed,

    /// <summary>The signature is not 65 bytes, or no key can have made it.</summary>
    InvalidSignature,
}

/// <summary>ApplicationMetadataMessage: a typed payload under its author's signature (facts 1.4). Knows no payload.</summary>
public static class ApplicationMetadata
{
    private const int SignatureLength = 65;

    /// <summary>Wraps and signs a payload.</summary>
    public static byte[] Wrap(ISecp256k1 curve, KeyPair author, uint type, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(author);
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        Span<byte> signature = stackalloc byte[SignatureLength];
        Keccak256.Hash(payload, hash);
        curve.SignRecoverable(author.PrivateKey, hash, signature);
        return new ApplicationMetadataMessage
        {
            Signature = ByteString.CopyFrom(signature),
            Payload = ByteString.CopyFrom(payload),
            Type = type,
        }.ToByteArray();
    }

    /// <summary>Reads a message and recovers its author; without a signature that is who sent it.</summary>
    public static bool TryUnwrap(
        ISecp256k1 curve,
        ReadOnlySpan<byte> wrapped,
        PublicKey transportSigner,
        [NotNullWhen(true)] out ApplicationMessage? message,
        out ApplicationFault fault
    )
    {
        ArgumentNullException.ThrowIfNull(curve);
        message = null;
        fault = ApplicationFault.Malformed;
        if (!TryParse(wrapped, out var parsed))
            return false;
        var isSigned = !parsed.Signature.IsEmpty;
        var author = transportSigner;
        if (isSigned && !TryRecover(curve, parsed, out author))
        {
            fault = ApplicationFault.InvalidSignature;
            return false;
        }

        fault = ApplicationFault.None;
        message = new ApplicationMessage(
            author,
            isSigned,
            parsed.Type,
            parsed.Payload.Memory,
            MessageId(isSigned ? author : null, wrapped)
        );
        return true;
    }

    /// <summary>
    /// The message id, 32 bytes: Keccak-256 of the author's uncompressed key, where there is a signature, and the bytes as they
    /// travelled.
    /// </summary>
    public static byte[] MessageId(PublicKey? author, ReadOnlySpan<byte> wrapped)
    {
        var id = new byte[Keccak256.Length];
        Keccak256.Hash(author is null ? [] : author.Uncompressed, wrapped, id);
        return id;
    }

    private static bool TryParse(ReadOnlySpan<byte> wrapped, [NotNullWhen(true)] out ApplicationMetadataMessage? parsed)
    {
        try
        {
            parsed = ApplicationMetadataMessage.Parser.ParseFrom(wrapped);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            parsed = null;
            return false;
        }
    }

    private static bool TryRecover(
        ISecp256k1 curve,
        ApplicationMetadataMessage parsed,
        [NotNullWhen(true)] out PublicKey? author
    )
    {
        author = null;
        if (parsed.Signature.Length != SignatureLength)
            return false;
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        var point = new byte[PublicKey.UncompressedLength];
        Keccak256.Hash(parsed.Payload.Span, hash);
        if (!curve.TryRecover(hash, parsed.Signature.Span, point))
            return false;
        author = PublicKey.FromCurve(point);
        return true;
    }
}
