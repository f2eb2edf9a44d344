using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// ECIES over secp256k1 as deployed with 26/WAKU2-PAYLOAD: AES-128-CTR, HMAC-SHA256, NIST concatenation KDF, both shared
/// information strings empty (facts 8.5): R (65) | counter block (16) | ciphertext | code (32). Knows no frame.
/// </summary>
internal static class Ecies
{
    public const int Overhead = PublicKey.UncompressedLength + AesCtr.CounterLength + HmacSha256.Length;

    private const int EncryptionKeyLength = 16;
    private const int SharedLength = 32;

    // The KDF's counter: one block of output is all that is needed.
    private static ReadOnlySpan<byte> KdfCounter => [0, 0, 0, 1];

    /// <summary>Encrypts to a public key. Draws the ephemeral key, then the counter block.</summary>
    public static byte[] Encrypt(
        ISecp256k1 curve,
        PublicKey recipient,
        ReadOnlySpan<byte> plaintext,
        IRandomSource random
    )
    {
        using var ephemeral = KeyPair.Generate(curve, random, RandomPurpose.EciesEphemeral);
        Span<byte> encryptionKey = stackalloc byte[EncryptionKeyLength];
        Span<byte> macKey = stackalloc byte[HmacSha256.Length];
        if (!TryDeriveKeys(curve, ephemeral.PrivateKey, recipient.Uncompressed, encryptionKey, macKey))
            throw new CryptographicException("The recipient's key, which was checked, is no point of the curve.");

        var output = new byte[plaintext.Length + Overhead];
        ephemeral.PublicKey.Uncompressed.CopyTo(output);
        var counter = output.AsSpan(PublicKey.UncompressedLength, AesCtr.CounterLength);
        random.Fill(counter, RandomPurpose.EciesIv);
        var protectedPart = output.AsSpan(PublicKey.UncompressedLength..^HmacSha256.Length);
        AesCtr.Transform(encryptionKey, counter, plaintext, protectedPart[AesCtr.CounterLength..]);
        HmacSha256.Hash(macKey, protectedPart, output.AsSpan(^HmacSha256.Length..));
        Wipe(encryptionKey, macKey);
        return output;
    }

    /// <summary>Decrypts with a private key; the code is checked before anything is decrypted.</summary>
    public static PayloadOutcome TryDecrypt(
        ISecp256k1 curve,
        KeyPair recipient,
        ReadOnlySpan<byte> encrypted,
        out byte[] plaintext
    )
    {
        plaintext = [];
        if (encrypted.Length < Overhead)
            return PayloadOutcome.TooShort;
        var ephemeral = encrypted[..PublicKey.UncompressedLength];
        Span<byte> encryptionKey = stackalloc byte[EncryptionKeyLength];
        Span<byte> macKey = stackalloc byte[HmacSha256.Length];
        if (!TryDeriveKeys(curve, recipient.PrivateKey, ephemeral, encryptionKey, macKey))
            return PayloadOutcome.InvalidEphemeralKey;

        var protectedPart = encrypted[PublicKey.UncompressedLength..^HmacSha256.Length];
        var isAuthentic = HmacSha256.Verify(macKey, protectedPart, default, encrypted[^HmacSha256.Length..]);
        if (isAuthentic)
            plaintext = Decrypt(encryptionKey, protectedPart);
        Wipe(encryptionKey, macKey);
        return isAuthentic ? PayloadOutcome.Opened : PayloadOutcome.NotForThisKey;
    }

    private static byte[] Decrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counterAndCiphertext)
    {
        var ciphertext = counterAndCiphertext[AesCtr.CounterLength..];
        var plaintext = new byte[ciphertext.Length];
        AesCtr.Transform(key, counterAndCiphertext[..AesCtr.CounterLength], ciphertext, plaintext);
        return plaintext;
    }

    private static bool TryDeriveKeys(
        ISecp256k1 curve,
        ReadOnlySpan<byte> privateKey,
        ReadOnlySpan<byte> publicKey,
        Span<byte> encryptionKey,
        Span<byte> macKey
    )
    {
        Span<byte> input = stackalloc byte[KdfCounter.Length + SharedLength];
        KdfCounter.CopyTo(input);
        if (!curve.TryComputeSharedX(privateKey, publicKey, input[KdfCounter.Length..]))
            return false;
        Span<byte> derived = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, derived);
        derived[..EncryptionKeyLength].CopyTo(encryptionKey);
        SHA256.HashData(derived[EncryptionKeyLength..], macKey);
        Wipe(input, derived);
        return true;
    }

    private static void Wipe(Span<byte> first, Span<byte> second)
    {
        CryptographicOperations.ZeroMemory(first);
        CryptographicOperations.ZeroMemory(second);
    }
}
