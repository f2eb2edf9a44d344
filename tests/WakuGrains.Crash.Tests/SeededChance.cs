using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WakuGrains.Crash.Tests;

/// <summary>Chance that repeats with its seed: SHA-256 of a counter.</summary>
internal sealed class SeededChance(int seed)
{
    private int draws;

    /// <summary>A number from 0 to 1.</summary>
    public double Next()
    {
        Span<byte> input = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(input, seed);
        BinaryPrimitives.WriteInt32LittleEndian(input[4..], draws++);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, digest);
        return BinaryPrimitives.ReadUInt32LittleEndian(digest) / (double)uint.MaxValue;
    }
}
