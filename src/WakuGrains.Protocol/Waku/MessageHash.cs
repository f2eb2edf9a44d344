using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// The deterministic hash of a message on a pubsub topic (14/WAKU2-MESSAGE): SHA-256 of pubsub topic, payload, content
/// topic, meta and timestamp. Two messages with the same hash are the same message. Version, proof and the ephemeral flag
/// are not part of it.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct MessageHash : IEquatable<MessageHash>
{
    /// <summary>Length, in bytes.</summary>
    public const int Length = 32;

    private readonly UInt128 high;
    private readonly UInt128 low;

    private MessageHash(ReadOnlySpan<byte> hash)
    {
        high = BinaryPrimitives.ReadUInt128BigEndian(hash);
        low = BinaryPrimitives.ReadUInt128BigEndian(hash[16..]);
    }

    /// <summary>Hashes a message. An absent timestamp counts as 0, an absent meta field as empty.</summary>
    public static MessageHash Compute(string pubsubTopic, WakuMessage message)
    {
        ArgumentNullException.ThrowIfNull(pubsubTopic);
        ArgumentNullException.ThrowIfNull(message);
        Span<byte> timestamp = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(timestamp, message.Timestamp ?? 0);

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes(pubsubTopic));
        sha.AppendData(message.Payload.Span);
        sha.AppendData(Encoding.UTF8.GetBytes(message.ContentTopic));
        sha.AppendData((message.Meta ?? default).Span);
        sha.AppendData(timestamp);

        Span<byte> hash = stackalloc byte[Length];
        sha.GetHashAndReset(hash);
        return new MessageHash(hash);
    }

    /// <summary>Restores a hash.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static MessageHash FromBytes(ReadOnlySpan<byte> hash) =>
        hash.Length == Length
            ? new MessageHash(hash)
            : throw new ArgumentException($"A message hash is {Length} bytes.", nameof(hash));

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, high);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], low);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var hash = new byte[Length];
        CopyTo(hash);
        return hash;
    }

    /// <inheritdoc/>
    public bool Equals(MessageHash other) => high == other.high && low == other.low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MessageHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => low.GetHashCode();

    /// <summary>Lower-case hex.</summary>
    public override string ToString() => $"{high:x32}{low:x32}";

    /// <summary>Equal by value.</summary>
    public static bool operator ==(MessageHash left, MessageHash right) => left.Equals(right);

    /// <summary>Unequal by value.</summary>
    public static bool operator !=(MessageHash left, MessageHash right) => !left.Equals(right);
}
