using System.Diagnostics.CodeAnalysis;
using SimpleBase;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Application;

/// <summary>The text forms of an identity key (facts app layer 1). Knows nothing of who it is.</summary>
public static class IdentityText
{
    // Longest form is a profile link with its data part; a reader of links takes no more.
    private const int MaxLength = 8192;
    private const string LinkPrefix = "https://status.app/u#";
    private const string LinkWithDataPrefix = "https://status.app/u/";
    private const char MultibaseBase58 = 'z';

    // Unsigned varint of the multicodec secp256k1-pub.
    private static ReadOnlySpan<byte> Multicodec => [0xE7, 0x01];

    /// <summary>
    /// Reads <c>zQ3sh…</c>, hex of the uncompressed or compressed key with or without <c>0x</c>, or a profile link around
    /// <c>zQ3sh…</c>.
    /// </summary>
    public static bool TryParse(ISecp256k1 curve, string text, [NotNullWhen(true)] out PublicKey? key)
    {
        ArgumentNullException.ThrowIfNull(curve);
        key = null;
        if (text is not { Length: > 0 and <= MaxLength })
            return false;
        if (text.StartsWith(LinkPrefix, StringComparison.Ordinal))
            return TryParseCompressed(curve, text.AsSpan(LinkPrefix.Length), out key);
        if (text.StartsWith(LinkWithDataPrefix, StringComparison.Ordinal))
            return TryParseLinkWithData(curve, text.AsSpan(LinkWithDataPrefix.Length), out key);
        return text[0] == MultibaseBase58
            ? TryParseCompressed(curve, text, out key)
            : TryParseHex(curve, text, out key);
    }

    /// <summary>What people see and paste: <c>zQ3sh…</c>, 49 characters.</summary>
    public static string Compressed(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return MultibaseBase58 + Base58.Bitcoin.Encode([.. Multicodec, .. key.Compressed]);
    }

    /// <summary>What protobufs carry: <c>0x04…</c>, 132 characters.</summary>
    public static string Hex(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return "0x" + Convert.ToHexStringLower(key.Uncompressed);
    }

    /// <summary>A link that a Status app opens.</summary>
    public static string ProfileLink(PublicKey key) => LinkPrefix + Compressed(key);

    private static bool TryParseLinkWithData(
        ISecp256k1 curve,
        ReadOnlySpan<char> rest,
        [NotNullWhen(true)] out PublicKey? key
    )
    {
        key = null;
        var hash = rest.IndexOf('#');
        // The data part is an unsigned hint; an empty one is refused as deployed readers do.
        return hash > 0 && TryParseCompressed(curve, rest[(hash + 1)..], out key);
    }

    private static bool TryParseCompressed(
        ISecp256k1 curve,
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out PublicKey? key
    )
    {
        const int length = 2 + PublicKey.CompressedLength;
        key = null;
        Span<byte> bytes = stackalloc byte[64];
        return text.Length is > 1 and <= 64
            && text[0] == MultibaseBase58
            && Base58.Bitcoin.TryDecode(text[1..], bytes, out var written)
            && written == length
            && bytes[..2].SequenceEqual(Multicodec)
            && PublicKey.TryParse(curve, bytes[2..length], out key);
    }

    private static bool TryParseHex(ISecp256k1 curve, string text, [NotNullWhen(true)] out PublicKey? key)
    {
        key = null;
        var digits = text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text;
        if (digits.Length is not (2 * PublicKey.CompressedLength or 2 * PublicKey.UncompressedLength))
            return false;
        Span<byte> bytes = stackalloc byte[PublicKey.UncompressedLength];
        return Convert.FromHexString(digits, bytes, out _, out var written) == System.Buffers.OperationStatus.Done
            && PublicKey.TryParse(curve, bytes[..written], out key);
    }
}
