using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The curve of a Double Ratchet: how ratchet pairs are made and how two keys agree. Knows neither chains nor messages; the
/// key derivation is the same for every suite (facts 3.1).
/// </summary>
public abstract class RatchetSuite
{
    /// <summary>Length of a private key and of an agreed secret, in bytes.</summary>
    public const int SecretLength = 32;

    /// <summary>Name of the curve.</summary>
    public abstract string Name { get; }

    /// <summary>Length of a ratchet public key on the wire, in bytes.</summary>
    public abstract int PublicKeyLength { get; }

    /// <summary>Draws a ratchet pair (<see cref="RandomPurpose.RatchetKey"/>): writes the private half, returns the public one.</summary>
    public abstract EncodedKey GenerateKeyPair(IRandomSource random, Span<byte> privateKey);

    /// <summary>Diffie-Hellman: writes the 32 shared bytes.</summary>
    /// <returns><see langword="false"/> when the peer's key is no usable point; nothing is written then.</returns>
    public abstract bool TryAgree(ReadOnlySpan<byte> privateKey, EncodedKey publicKey, Span<byte> shared);
}
