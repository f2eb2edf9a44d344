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
        KeyPair.DrawPrivateKey(curve, random, RandomPurpose.RatchetKey, privateKey);
        var point = new byte[PublicKey.UncompressedLength];
        curve.DerivePublicKey(privateKey, point);
        return EncodedKey.Of(PublicKey.FromCurve(point));
    }

    /// <inheritdoc/>
    public override bool TryAgree(ReadOnlySpan<byte> privateKey, EncodedKey publicKey, Span<byte> shared)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        return publicKey.TryDecode(curve, out var point)
            && curve.TryComputeSharedX(privateKey, point.Uncompressed, shared);
    }
}
