using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.PeerDriver.Randomness;

/// <summary>
/// A stream that a text determines: SHA-256 of the text and a counter. For runs that can be repeated, never for keys of
/// anybody. Not safe for concurrent use.
/// </summary>
public sealed class SeededRandomSource(string seed) : IRandomSource
{
    private readonly byte[] material = [.. Encoding.UTF8.GetBytes(seed), 0, 0, 0, 0];
    private readonly Queue<byte> pool = new();
    private uint counter;

    /// <inheritdoc/>
    public void Fill(Span<byte> destination, RandomPurpose purpose)
    {
        foreach (ref var drawn in destination)
        {
            if (pool.Count == 0)
                Refill();
            drawn = pool.Dequeue();
        }
    }

    private void Refill()
    {
        BinaryPrimitives.WriteUInt32BigEndian(material.AsSpan(material.Length - sizeof(uint)), counter++);
        foreach (var next in SHA256.HashData(material))
            pool.Enqueue(next);
    }
}
