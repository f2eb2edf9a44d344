using System.Diagnostics.CodeAnalysis;
using SimpleBase;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Application;

/// <summary>
/// The text forms of an identity (facts app layer 1): the chat key that people paste, the hex key of the wire, compressed hex,
/// and the profile link. Knows no ENS names and reads no profile data.
/// </summary>
public static class IdentityText
{
    private const string LinkStart = "https://status.app/u";
    private const string HexPrefix = "0x";
    private const char Base58Prefix = 'z';
    private const int ChatKeyLength = 49;
    private const int MaxLinkLength = 8192;

    // The multicodec of a secp256k1 public key, as a varint.
    private static ReadOnlySpan<byte> Multicodec => [0xE7, 0x01];

    /// <summary>The chat key: z and base58 of the multicodec and the compressed key; 49 characters that begin with zQ3sh.</summary>
    public static string Compressed(PublicKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        Span<byte> bytes = stackalloc byte[Multicodec.Length + PublicKey.CompressedLength];
        Multicodec.CopyTo(bytes);
        identity.Compressed.CopyTo(bytes[Multicodec.Length..]);
        return Base58Prefix + Base58.Bitcoin.Encode(bytes);
    }

    /// <summary>The form of every key-valued text on the wire: 0x and the uncompressed key in lower-case hex, 132 characters.</summary>
    public static string Hex(PublicKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return HexPrefix + Convert.ToHexStringLower(identity.Uncompressed);
    }

    /// <summary>The link that opens a contact request in a person's app.</summary>
    public static string ProfileLink(PublicKey identity) => $"{LinkStart}#{Compressed(identity)}";

    /// <summary>
    /// Reads any of the forms. Hex may be upper or lower case, compressed or not, with 0x or without; the profile data of a link
    /// is unsigned and not looked at. White space around the text is not part of it.
    /// </summary>
    public static bool TryParse(ISecp256k1 curve, string? text, [NotNullWhen(true)] out PublicKey? identity)
    {
        ArgumentNullException.ThrowIfNull(curve);
        identity = null;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > MaxLinkLength)
            return false;
        if (trimmed.StartsWith(LinkStart, StringComparison.Ordinal))
            return TryReadLink(trimmed[LinkStart.Length..], out trimmed)
                && TryParseChatKey(curve, trimmed, out identity);
        return trimmed.StartsWith([Base58Prefix])
            ? TryParseChatKey(curve, trimmed, out identity)
            : TryParseHex(curve, trimmed, out identity);
    }

    /// <summary>What follows the start of a link: #key, or /data#key.</summary>
    private static bool TryReadLink(ReadOnlySpan<char> rest, out ReadOnlySpan<char> chatKey)
    {
        var mark = rest.IndexOf('#');
        chatKey = rest[(mark + 1)..];
        return mark == 0 || (mark > 1 && rest[0] == '/');
    }

    private static bool TryParseChatKey(
        ISecp256k1 curve,
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out PublicKey? identity
    )
    {
        identity = null;
        // Base58 takes quadratic time, so the length is checked first.
        if (text.Length != ChatKeyLength || text[0] != Base58Prefix)
            return false;
        Span<byte> bytes = stackalloc byte[ChatKeyLength];
        return Base58.Bitcoin.TryDecode(text[1..], bytes, out var length)
            && length == Multicodec.Length + PublicKey.CompressedLength
            && bytes.StartsWith(Multicodec)
            && PublicKey.TryParse(curve, bytes[Multicodec.Length..length], out identity);
    }

    private static bool TryParseHex(
        ISecp256k1 curve,
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out PublicKey? identity
    )
    {
        identity = null;
        if (text.StartsWith(HexPrefix, StringComparison.OrdinalIgnoreCase))
            text = text[HexPrefix.Length..];
        if (text.Length is not (2 * PublicKey.CompressedLength or 2 * PublicKey.UncompressedLength))
            return false;
        Span<byte> bytes = stackalloc byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            && PublicKey.TryParse(curve, bytes, out identity);
    }
}
