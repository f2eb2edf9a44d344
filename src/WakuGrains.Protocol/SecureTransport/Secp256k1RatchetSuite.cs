using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>The ratchet of the deployed network: secp256k1, compressed keys, the raw X coordinate as the shared secret (facts 3).</summary>
public sealed class Secp256k1RatchetSuite(ISecp256k1 curve) : RatchetSuite
{
    /// <inheritdoc/>
    public override string Name => "secp256k1";

    /// <inheritdoc/>
    public override int PublicKeyLength => PublicKey.CompressedLength;

    /// <inheritdoc/>
    public override EncodedKey GenerateKeyPair(IRandomSource random, Span<byte> privateKey)
    {
        using var pair = KeyPair.Generate(curve, random, RandomPurpose.RatchetKey);
        pair.PrivateKey.CopyTo(privateKey);
        return EncodedKey.Of(pair.PublicKey);
    }

    /// <inheritdoc/>
    public override bool TryAgree(ReadOnlySpan<byte> privateKey, EncodedKey publicKey, Span<byte> shared)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        return publicKey.TryDecode(curve, out var point)
            && curve.TryComputeSharedX(privateKey, point.Uncompressed, shared);
    }
}
