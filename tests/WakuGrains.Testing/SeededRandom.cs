using System.Buffers.Binary;
using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Testing;

/// <summary>Bytes that look random and are the same for the same seed: SHA-256 of the seed and a counter.</summary>
public sealed class SeededRandom(int seed) : IRandomSource
{
    private readonly Lock gate = new();
    private long counter;

    /// <summary>A number that is not negative.</summary>
    public int Draw()
    {
        Span<byte> drawn = stackalloc byte[sizeof(int)];
        Fill(drawn, RandomPurpose.Storage);
        return BinaryPrimitives.ReadInt32LittleEndian(drawn) & int.MaxValue;
    }

    /// <inheritdoc/>
    public void Fill(Span<byte> destination, RandomPurpose purpose)
    {
        Span<byte> input = stackalloc byte[sizeof(int) + sizeof(long)];
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt32LittleEndian(input, seed);
        lock (gate)
        {
            while (!destination.IsEmpty)
            {
                BinaryPrimitives.WriteInt64LittleEndian(input[sizeof(int)..], counter++);
                SHA256.HashData(input, block);
                var length = Math.Min(block.Length, destination.Length);
                block[..length].CopyTo(destination);
                destination = destination[length..];
            }
        }
    }
}
