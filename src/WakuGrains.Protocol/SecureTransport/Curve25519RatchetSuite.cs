using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The ratchet as the text of 5/SECURE-TRANSPORT has it: Curve25519 (RFC 7748), keys of 32 bytes. The deployed network uses
/// <see cref="Secp256k1RatchetSuite"/> instead, so that nothing of this suite is understood there.
/// </summary>
public sealed class Curve25519RatchetSuite : RatchetSuite
{
    /// <inheritdoc/>
    public override string Name => "Curve25519";

    /// <inheritdoc/>
    public override int PublicKeyLength => X25519.KeyLength;

    /// <inheritdoc/>
    public override EncodedKey GenerateKeyPair(IRandomSource random, Span<byte> privateKey)
    {
        Span<byte> publicKey = stackalloc byte[X25519.KeyLength];
        X25519.GenerateKeyPair(random, RandomPurpose.RatchetKey, privateKey, publicKey);
        return EncodedKey.Parse(publicKey);
    }

    /// <inheritdoc/>
    /// <remarks>A point of small order, which makes the secret zero whatever the private key, is no usable point.</remarks>
    public override bool TryAgree(ReadOnlySpan<byte> privateKey, EncodedKey publicKey, Span<byte> shared)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        return X25519.TryAgree(privateKey, publicKey.Bytes, shared);
    }
}
