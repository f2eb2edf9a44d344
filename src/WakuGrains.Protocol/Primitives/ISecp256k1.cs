namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// The port to a secp256k1 library: raw ECDH, key derivation, recoverable signatures and point compression
/// (facts 2.1; 26/WAKU2-PAYLOAD). Knows no protocol. Implementations are stateless and safe for concurrent use.
/// </summary>
/// <remarks>
/// Private keys are 32 bytes big-endian in [1, n-1]; public keys are SEC1, 33 bytes compressed or 65 bytes uncompressed.
/// Bytes of a peer never throw: they are refused with <see langword="false"/>. A private key of our own that is out of
/// range is the caller's mistake and throws <see cref="ArgumentException"/>, as does a buffer of the wrong length.
/// </remarks>
public interface ISecp256k1
{
    /// <summary>"native" or "managed": what <c>doctor</c> and the benchmarks report.</summary>
    string Name { get; }

    /// <summary>Whether the 32 bytes are a private key: neither zero nor at or above the group order.</summary>
    bool IsValidPrivateKey(ReadOnlySpan<byte> privateKey);

    /// <summary>Writes the 65-byte uncompressed public key of a private key.</summary>
    /// <exception cref="ArgumentException">The private key is out of range.</exception>
    void DerivePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> uncompressed);

    /// <summary>Reads a public key of 33 or 65 bytes and writes it uncompressed (65 bytes).</summary>
    /// <returns><see langword="false"/> for another length, an unknown prefix or a point that is not on the curve.</returns>
    bool TryParsePublicKey(ReadOnlySpan<byte> encoded, Span<byte> uncompressed);

    /// <summary>
    /// Raw ECDH: the X coordinate of privateKey · publicKey, 32 bytes big-endian, unhashed. The scalar multiplication is
    /// constant-time in the private key.
    /// </summary>
    /// <returns><see langword="false"/> when the public key is not on the curve.</returns>
    /// <exception cref="ArgumentException">The private key is out of range.</exception>
    bool TryComputeSharedX(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKeyUncompressed, Span<byte> sharedX);

    /// <summary>Deterministic ECDSA (RFC 6979, low S) over a 32-byte hash: R || S || V, 65 bytes, V 0 or 1.</summary>
    /// <exception cref="ArgumentException">The private key is out of range.</exception>
    void SignRecoverable(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> hash, Span<byte> signature);

    /// <summary>Recovers the signer's uncompressed public key (65 bytes) from a 65-byte signature over a 32-byte hash.</summary>
    /// <returns><see langword="false"/> for V above 3, R or S out of range, or no such point. High S is accepted.</returns>
    bool TryRecover(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature, Span<byte> uncompressed);
}
