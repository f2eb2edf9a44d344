using System.Diagnostics.CodeAnalysis;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// A point on secp256k1 that has been checked to be on the curve: an identity, signed prekey, ratchet or ephemeral key.
/// Immutable; equal by value.
/// </summary>
public sealed class PublicKey : IEquatable<PublicKey>
{
    /// <summary>Length of the SEC1 compressed form, in bytes.</summary>
    public const int CompressedLength = 33;

    /// <summary>Length of the SEC1 uncompressed form, in bytes.</summary>
    public const int UncompressedLength = 65;

    private readonly byte[] uncompressed;
    private readonly byte[] compressed;

    private PublicKey(byte[] uncompressed)
    {
        this.uncompressed = uncompressed;
        compressed = new byte[CompressedLength];
        compressed[0] = (byte)(2 | (uncompressed[64] & 1));
        uncompressed.AsSpan(1, 32).CopyTo(compressed.AsSpan(1));
    }

    /// <summary>The 33-byte compressed form.</summary>
    public ReadOnlySpan<byte> Compressed => compressed;

    /// <summary>The 65-byte uncompressed form, beginning with 0x04.</summary>
    public ReadOnlySpan<byte> Uncompressed => uncompressed;

    /// <summary>The affine X coordinate, 32 bytes big-endian.</summary>
    public ReadOnlySpan<byte> X => uncompressed.AsSpan(1, 32);

    /// <summary>Reads a compressed or uncompressed key; <see langword="false"/> when it is no point of the curve.</summary>
    public static bool TryParse(ISecp256k1 curve, ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out PublicKey? key)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var point = new byte[UncompressedLength];
        key = curve.TryParsePublicKey(encoded, point) ? new PublicKey(point) : null;
        return key is not null;
    }

    /// <summary>Reads a compressed or uncompressed key that is trusted to be valid, such as one of our own records.</summary>
    /// <exception cref="FormatException">The bytes are no point of the curve.</exception>
    public static PublicKey Parse(ISecp256k1 curve, ReadOnlySpan<byte> encoded) =>
        TryParse(curve, encoded, out var key)
            ? key
            : throw new FormatException(
                "Not a secp256k1 public key: 33 or 65 bytes of a point on the curve are needed."
            );

    /// <summary>Wraps the output of the curve port, which is on the curve by construction.</summary>
    internal static PublicKey FromCurve(byte[] uncompressed) => new(uncompressed);

    /// <inheritdoc/>
    public bool Equals(PublicKey? other) => other is not null && compressed.AsSpan().SequenceEqual(other.compressed);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(compressed, 1);

    /// <summary>Lower-case hex of the compressed form.</summary>
    public override string ToString() => Convert.ToHexStringLower(compressed);
}
