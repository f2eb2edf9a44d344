using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// The envelope around every application message: type, content and the author's signature (facts 1.4). Knows no content and
/// no transport.
/// </summary>
public static class ApplicationMetadata
{
    /// <summary>Length of a message id in bytes.</summary>
    public const int MessageIdLength = Keccak256.Length;

    private const int SignatureLength = 65;

    private static readonly MessageParser<ApplicationMetadataProto> Parser =
        ApplicationMetadataProto.Parser.WithDiscardUnknownFields(true);

    /// <summary>Signs a content and wraps it.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="author">Who signs.</param>
    /// <param name="type">One of <see cref="ApplicationMessageType"/>.</param>
    /// <param name="payload">The content.</param>
    public static byte[] Wrap(ISecp256k1 curve, KeyPair author, uint type, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(author);
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        Span<byte> signature = stackalloc byte[SignatureLength];
        Keccak256.Hash(payload, hash);
        curve.SignRecoverable(author.PrivateKey, hash, signature);
        return new ApplicationMetadataProto
        {
            Signature = ByteString.CopyFrom(signature),
            Payload = ByteString.CopyFrom(payload),
            Type = type,
        }.ToByteArray();
    }

    /// <summary>Unwraps what came and recovers its author. Nothing of a peer throws.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="wrapped">The bytes as they came; the message id is a hash of exactly these.</param>
    /// <param name="transportSigner">Who signed the frame: the author of what carries no signature of its own.</param>
    /// <param name="message">The message. Whether its author may differ from the frame's signer is the caller's decision.</param>
    /// <param name="fault">Why it was refused, or <see cref="ApplicationFault.None"/>.</param>
    public static bool TryUnwrap(
        ISecp256k1 curve,
        ReadOnlySpan<byte> wrapped,
        PublicKey transportSigner,
        [NotNullWhen(true)] out ApplicationMessage? message,
        out ApplicationFault fault
    )
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(transportSigner);
        message = null;
        fault = ApplicationFault.TooLong;
        if (wrapped.Length > ApplicationLimits.MaxWrappedLength)
            return false;
        fault = ApplicationFault.Malformed;
        if (!ProtoReader.TryParse(Parser, wrapped, out var proto))
            return false;

        PublicKey? author = null;
        fault = ApplicationFault.InvalidSignature;
        if (!proto.Signature.IsEmpty && !TryRecover(curve, proto, out author))
            return false;

        fault = ApplicationFault.None;
        message = new ApplicationMessage(
            author ?? transportSigner,
            author is not null,
            proto.Type,
            proto.Payload.Memory,
            MessageId(author, wrapped)
        );
        return true;
    }

    /// <summary>
    /// The message id: Keccak-256 of the author's uncompressed key and the wrapped bytes. Without a signature there is no
    /// author in it, although the frame has a signer.
    /// </summary>
    public static byte[] MessageId(PublicKey? author, ReadOnlySpan<byte> wrapped)
    {
        var id = new byte[MessageIdLength];
        Keccak256.Hash(author is null ? default : author.Uncompressed, wrapped, id);
        return id;
    }

    /// <summary>The text form of a message id on the wire: 0x and lower-case hex.</summary>
    public static string ToText(ReadOnlySpan<byte> messageId) => "0x" + Convert.ToHexStringLower(messageId);

    private static bool TryRecover(
        ISecp256k1 curve,
        ApplicationMetadataProto proto,
        [NotNullWhen(true)] out PublicKey? author
    )
    {
        author = null;
        if (proto.Signature.Length != SignatureLength)
            return false;
        Span<byte> hash = stackalloc byte[Keccak256.Length];
        var key = new byte[PublicKey.UncompressedLength];
        Keccak256.Hash(proto.Payload.Span, hash);
        if (!curve.TryRecover(hash, proto.Signature.Span, key))
            return false;
        author = PublicKey.FromCurve(key);
        return true;
    }
}
