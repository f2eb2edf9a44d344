using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// What is sent to an identity of which no device is known (facts 4): AES-256-GCM under the raw agreement of a fresh key and
/// the recipient's identity. No forward secrecy. Knows no message around it.
/// </summary>
public static class DiffieHellmanFallback
{
    /// <summary>What a payload is longer than its plaintext, in bytes: tag and nonce.</summary>
    public const int Overhead = AesGcmSuffix.Overhead;

    /// <summary>Encrypts to an identity. Draws the ephemeral key, then the nonce.</summary>
    /// <returns>The ephemeral key for the header, and ciphertext || tag (16) || nonce (12).</returns>
    public static (EncodedKey Key, byte[] Payload) Seal(
        ISecp256k1 curve,
        PublicKey recipient,
        ReadOnlySpan<byte> plaintext,
        IRandomSource random
    )
    {
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(random);
        using var ephemeral = KeyPair.Generate(curve, random, RandomPurpose.DiffieHellmanEphemeral);
        Span<byte> shared = stackalloc byte[RatchetSuite.SecretLength];
        if (!curve.TryComputeSharedX(ephemeral.PrivateKey, recipient.Uncompressed, shared))
            throw new CryptographicException("A public key that was checked to be on the curve was refused.");

        Span<byte> nonce = stackalloc byte[AesGcmSuffix.NonceLength];
        random.Fill(nonce, RandomPurpose.DiffieHellmanNonce);
        var payload = new byte[plaintext.Length + Overhead];
        AesGcmSuffix.Seal(shared, nonce, plaintext, payload);
        CryptographicOperations.ZeroMemory(shared);
        return (EncodedKey.Of(ephemeral.PublicKey), payload);
    }

    /// <summary>Decrypts. Nothing that a peer sends throws.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="identity">Our identity.</param>
    /// <param name="key">The key of the header.</param>
    /// <param name="payload">Ciphertext || tag || nonce, of any length.</param>
    /// <param name="plaintext">The plaintext, possibly empty.</param>
    /// <returns><see langword="false"/> when the key is no point or the payload was not sealed for this identity.</returns>
    public static bool TryOpen(
        ISecp256k1 curve,
        KeyPair identity,
        EncodedKey key,
        ReadOnlySpan<byte> payload,
        [NotNullWhen(true)] out byte[]? plaintext
    )
    {
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(key);
        plaintext = null;
        Span<byte> shared = stackalloc byte[RatchetSuite.SecretLength];
        if (
            payload.Length < Overhead
            || !key.TryDecode(curve, out var ephemeral)
            || !curve.TryComputeSharedX(identity.PrivateKey, ephemeral.Uncompressed, shared)
        )
            return false;

        var opened = new byte[AesGcmSuffix.PlaintextLength(payload.Length)];
        if (AesGcmSuffix.TryOpen(shared, payload, opened))
            plaintext = opened;
        CryptographicOperations.ZeroMemory(shared);
        return plaintext is not null;
    }
}
