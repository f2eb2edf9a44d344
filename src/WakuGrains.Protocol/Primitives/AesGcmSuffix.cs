using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// AES-GCM in the layout that Status and 26/WAKU2-PAYLOAD share: ciphertext || tag (16) || nonce (12), no associated data
/// (facts 4, 8.5). Draws no nonce: the caller gives one that was never used with this key.
/// </summary>
public static class AesGcmSuffix
{
    /// <summary>Length of the nonce at the end, in bytes.</summary>
    public const int NonceLength = 12;

    /// <summary>Length of the authentication tag, in bytes.</summary>
    public const int TagLength = 16;

    /// <summary>How much longer than the plaintext the sealed form is, in bytes.</summary>
    public const int Overhead = TagLength + NonceLength;

    /// <summary>Encrypts.</summary>
    /// <param name="key">16 or 32 bytes.</param>
    /// <param name="nonce">12 bytes.</param>
    /// <param name="plaintext">Any length, also empty.</param>
    /// <param name="output"><see cref="Overhead"/> longer than the plaintext.</param>
    /// <exception cref="ArgumentException">The nonce or the output has another length.</exception>
    public static void Seal(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> plaintext,
        Span<byte> output
    )
    {
        if (nonce.Length != NonceLength)
            throw new ArgumentException($"The nonce must be {NonceLength} bytes.", nameof(nonce));
        if (output.Length != plaintext.Length + Overhead)
            throw new ArgumentException($"The output must be {Overhead} longer than the plaintext.", nameof(output));
        using var gcm = new AesGcm(key, TagLength);
        gcm.Encrypt(nonce, plaintext, output[..plaintext.Length], output.Slice(plaintext.Length, TagLength));
        nonce.CopyTo(output[^NonceLength..]);
    }

    /// <summary>Length of the plaintext in a sealed form of this length, or -1 when it is too short to be one.</summary>
    public static int PlaintextLength(int sealedLength) => sealedLength < Overhead ? -1 : sealedLength - Overhead;

    /// <summary>Decrypts.</summary>
    /// <param name="key">16 or 32 bytes.</param>
    /// <param name="sealedBytes">What came, of any length.</param>
    /// <param name="plaintext"><see cref="PlaintextLength"/> bytes; undefined after a failure.</param>
    /// <returns><see langword="false"/> when the bytes are too short or were not sealed with this key.</returns>
    public static bool TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedBytes, Span<byte> plaintext)
    {
        var length = PlaintextLength(sealedBytes.Length);
        if (length < 0)
            return false;
        if (plaintext.Length != length)
            throw new ArgumentException($"The plaintext buffer must be {length} bytes.", nameof(plaintext));
        using var gcm = new AesGcm(key, TagLength);
        try
        {
            gcm.Decrypt(
                sealedBytes[^NonceLength..],
                sealedBytes[..length],
                sealedBytes.Slice(length, TagLength),
                plaintext
            );
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }
}
