using System.Diagnostics.CodeAnalysis;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// A public key as it travels in a header: its length is checked, its point is not. Parsing a message of a stranger costs
/// no curve arithmetic this way; who computes with the key decodes it first, which is done once and kept. Immutable; equal
/// by value.
/// </summary>
public sealed class EncodedKey : IEquatable<EncodedKey>
{
    // 0x02 and 0x03 before the X coordinate say which of the two points it is.
    private const byte SignBit = 1;

    private readonly byte[] bytes;
    private PublicKey? decoded;

    private EncodedKey(byte[] bytes, PublicKey? decoded = null)
    {
        this.bytes = bytes;
        this.decoded = decoded;
    }

    /// <summary>The key: 33 bytes (secp256k1, compressed) or 32 bytes (Curve25519).</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>The compressed form of a secp256k1 key.</summary>
    public static EncodedKey Of(PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new EncodedKey(key.Compressed.ToArray(), key);
    }

    /// <summary>Takes a copy of the bytes when they have the wanted length.</summary>
    /// <param name="bytes">The key as it came.</param>
    /// <param name="key">The key.</param>
    /// <param name="length">33 for secp256k1 (the default), 32 for Curve25519.</param>
    public static bool TryCreate(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out EncodedKey? key,
        int length = PublicKey.CompressedLength
    )
    {
        key = bytes.Length == length ? new EncodedKey(bytes.ToArray()) : null;
        return key is not null;
    }

    /// <summary>Takes a copy of the bytes of a record of our own.</summary>
    /// <exception cref="FormatException">They are neither 32 nor 33 bytes.</exception>
    public static EncodedKey Parse(ReadOnlySpan<byte> bytes) =>
        bytes.Length is 32 or PublicKey.CompressedLength
            ? new EncodedKey(bytes.ToArray())
            : throw new FormatException("An encoded public key has 32 or 33 bytes.");

    /// <summary>The point on secp256k1; <see langword="false"/> when the bytes are none.</summary>
    public bool TryDecode(ISecp256k1 curve, [NotNullWhen(true)] out PublicKey? key)
    {
        key = decoded;
        if (key is null && bytes.Length == PublicKey.CompressedLength && PublicKey.TryParse(curve, bytes, out key))
            decoded = key;
        return key is not null;
    }

    /// <summary>
    /// Whether it is the other key or its negative. A Diffie-Hellman output is the X coordinate alone (facts 2.1), so that both
    /// agree on the same secret with everybody.
    /// </summary>
    /// <param name="other">A compressed secp256k1 key, as this one is.</param>
    public bool EqualsUpToSign(EncodedKey other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return bytes.AsSpan(1).SequenceEqual(other.bytes.AsSpan(1)) && (bytes[0] ^ other.bytes[0]) <= SignBit;
    }

    /// <inheritdoc/>
    public bool Equals(EncodedKey? other) =>
        ReferenceEquals(this, other) || (other is not null && bytes.AsSpan().SequenceEqual(other.bytes));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EncodedKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(bytes, 1);

    /// <summary>Lower-case hex.</summary>
    public override string ToString() => Convert.ToHexStringLower(bytes);
}
