using System.Buffers;
using System.Buffers.Text;
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
    /// Reads any of the forms and nothing else: no white space around it, no query in a link, no name. The digits of hex may be
    /// upper or lower case, of a compressed key or not, after 0x or bare. The profile data of a link must have its base64url
    /// form; it is unsigned, so what it says is not looked at.
    /// </summary>
    public static bool TryParse(ISecp256k1 curve, string? text, [NotNullWhen(true)] out PublicKey? identity)
    {
        ArgumentNullException.ThrowIfNull(curve);
        identity = null;
        if (text is null || text.Length > ApplicationLimits.MaxProfileLinkLength)
            return false;
        if (text.StartsWith(LinkStart, StringComparison.Ordinal))
            return TryReadLink(text.AsSpan(LinkStart.Length), out var chatKey)
                && TryParseChatKey(curve, chatKey, out identity);
        return text.StartsWith(Base58Prefix)
            ? TryParseChatKey(curve, text, out identity)
            : TryParseHex(curve, text, out identity);
    }

    /// <summary>What follows the start of a link: #key, or /data#key.</summary>
    private static bool TryReadLink(ReadOnlySpan<char> rest, out ReadOnlySpan<char> chatKey)
    {
        var mark = rest.IndexOf('#');
        chatKey = rest[(mark + 1)..];
        return mark == 0 || (mark > 1 && rest[0] == '/' && IsBase64Url(rest[1..mark]));
    }

    /// <summary>Whether it is base64url with its padding, which the deployed reader requires.</summary>
    private static bool IsBase64Url(ReadOnlySpan<char> data) =>
        data.Length % 4 == 0 && !data.ContainsAny(" \t\r\n") && Base64Url.IsValid(data);

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
        if (text.StartsWith(HexPrefix, StringComparison.Ordinal))
            text = text[HexPrefix.Length..];
        if (text.Length is not (2 * PublicKey.CompressedLength or 2 * PublicKey.UncompressedLength))
            return false;
        Span<byte> bytes = stackalloc byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == OperationStatus.Done
            && PublicKey.TryParse(curve, bytes, out identity);
    }
}
