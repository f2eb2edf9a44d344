using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WakuGrains.Engine;

/// <summary>
/// The first 16 bytes of a SHA-256 hash: enough to know an id again that nobody else could have made the same, at half the room.
/// </summary>
/// <param name="Value">The bytes, big endian.</param>
public readonly record struct ShortHash(UInt128 Value)
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 16;

    /// <summary>The hash of two values. The first has to be of a length of its own, so that it shows where the second begins.</summary>
    public static ShortHash Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData([.. first, .. second])));

    /// <summary>Reads the bytes of a hash.</summary>
    /// <exception cref="FormatException">They are not <see cref="Length"/>.</exception>
    public static ShortHash FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length
            ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes))
            : throw new FormatException("Not a short hash.");

    /// <summary>The bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }
}
