using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// Encrypts one ratchet message under its message key: HKDF, AES-256-CTR, HMAC-SHA256 (facts 3.2). Knows no chains.
/// </summary>
internal static class RatchetCipher
{
    /// <summary>What a payload is longer than its plaintext: IV and tag, in bytes.</summary>
    public const int Overhead = IvLength + TagLength;

    private const int IvLength = 16;
    private const int TagLength = 32;

    /// <summary>Encrypts to IV || ciphertext || tag.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> messageKey, in RatchetHeader header, ReadOnlySpan<byte> plaintext) =>
        throw new NotSupportedException();

    /// <summary>Verifies the tag in constant time and decrypts. The IV is the payload's, which the tag covers.</summary>
    public static bool TryOpen(
        ReadOnlySpan<byte> messageKey,
        in RatchetHeader header,
        ReadOnlySpan<byte> payload,
        [NotNullWhen(true)] out byte[]? plaintext
    ) => throw new NotSupportedException();
}
