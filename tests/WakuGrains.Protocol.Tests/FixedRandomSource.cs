using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Tests;

/// <summary>Random bytes that are the same in every run: SHA-256 of a counter.</summary>
internal sealed class FixedRandomSource(int seed = 1) : IRandomSource
{
    private int counter;

    public void Fill(Span<byte> destination, RandomPurpose purpose)
    {
        while (!destination.IsEmpty)
        {
            var block = SHA256.HashData(BitConverter.GetBytes(((long)seed << 32) + counter++));
            var taken = Math.Min(block.Length, destination.Length);
            block.AsSpan(0, taken).CopyTo(destination);
            destination = destination[taken..];
        }
    }
}
