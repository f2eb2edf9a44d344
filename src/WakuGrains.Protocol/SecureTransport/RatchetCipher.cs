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
    public const int Overhead = AesCtr.CounterLength + HmacSha256.Length;

    private const int KeyLength = 32;
    private const int DerivedLength = (2 * KeyLength) + AesCtr.CounterLength;

    private static ReadOnlySpan<byte> Salt => new byte[KeyLength];

    private static ReadOnlySpan<byte> Info => "pcwSByyx2CRdryCffXJwy7xgVZWtW5Sh"u8;

    /// <summary>Encrypts to IV || ciphertext || tag.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> messageKey, in RatchetHeader header, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> derived = stackalloc byte[DerivedLength];
        HkdfSha256.DeriveKey(messageKey, Salt, Info, derived);
        var payload = new byte[plaintext.Length + Overhead];
        var covered = payload.AsSpan(..^HmacSha256.Length);
        var iv = covered[..AesCtr.CounterLength];
        derived[(2 * KeyLength)..].CopyTo(iv);
        AesCtr.Transform(derived[..KeyLength], iv, plaintext, covered[AesCtr.CounterLength..]);
        ComputeTag(derived.Slice(KeyLength, KeyLength), header, covered, payload.AsSpan(^HmacSha256.Length..));
        CryptographicOperations.ZeroMemory(derived);
        return payload;
    }

    /// <summary>Verifies the tag in constant time and decrypts. The IV is the payload's, which the tag covers.</summary>
    /// <param name="messageKey">32 bytes.</param>
    /// <param name="header">The header, which the tag covers.</param>
    /// <param name="payload">At least <see cref="Overhead"/> bytes.</param>
    /// <param name="plaintext">The plaintext; none after a failure.</param>
    public static bool TryOpen(
        ReadOnlySpan<byte> messageKey,
        in RatchetHeader header,
        ReadOnlySpan<byte> payload,
        [NotNullWhen(true)] out byte[]? plaintext
    )
    {
        Span<byte> derived = stackalloc byte[DerivedLength];
        Span<byte> tag = stackalloc byte[HmacSha256.Length];
        HkdfSha256.DeriveKey(messageKey, Salt, Info, derived);
        ComputeTag(derived.Slice(KeyLength, KeyLength), header, payload[..^HmacSha256.Length], tag);
        plaintext = CryptographicOperations.FixedTimeEquals(tag, payload[^HmacSha256.Length..])
            ? Decrypt(derived[..KeyLength], payload[..^HmacSha256.Length])
            : null;
        CryptographicOperations.ZeroMemory(derived);
        return plaintext is not null;
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> ivAndCiphertext)
    {
        var ciphertext = ivAndCiphertext[AesCtr.CounterLength..];
        var plaintext = new byte[ciphertext.Length];
        AesCtr.Transform(key, ivAndCiphertext[..AesCtr.CounterLength], ciphertext, plaintext);
        return plaintext;
    }

    private static void ComputeTag(
        ReadOnlySpan<byte> key,
        in RatchetHeader header,
        ReadOnlySpan<byte> ivAndCiphertext,
        Span<byte> tag
    )
    {
        Span<byte> buffer = stackalloc byte[RatchetHeader.MaxAssociatedDataLength];
        HmacSha256.Hash(key, header.WriteAssociatedData(buffer), ivAndCiphertext, tag);
    }
}
