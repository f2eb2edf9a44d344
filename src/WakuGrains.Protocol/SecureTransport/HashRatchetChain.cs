using System.Diagnostics;
using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The message keys of one group key, any of them at any time. Remembers one key in
/// <see cref="SecureTransportLimits.HashRatchetCheckpointInterval"/> as far as it has been, and the last one, so that after the
/// first jump a message costs at most so many steps whatever its number is. What it remembers changes no result.
/// </summary>
internal sealed class HashRatchetChain(SecretBytes start) : IDisposable
{
    private const int Interval = SecureTransportLimits.HashRatchetCheckpointInterval;

    private readonly Lock gate = new();

    // The key of number i * Interval at index i; the group key itself, which is no message's, at 0.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly List<SecretBytes> checkpoints = [start];

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] last = start.Span.ToArray();

    private uint lastNumber;
    private bool disposed;

    /// <summary>The chain's steps so far: what its messages have cost.</summary>
    public long Steps { get; private set; }

    /// <summary>Writes the key of a message.</summary>
    /// <param name="number">1 to <see cref="SecureTransportLimits.MaxHashRatchetNumber"/>.</param>
    /// <param name="key">32 bytes.</param>
    public void Derive(uint number, Span<byte> key)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            GoBack(number);
            while (lastNumber < number)
                Step();
            last.CopyTo(key);
        }
    }

    /// <summary>Wipes every key.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            checkpoints.ForEach(static key => key.Dispose());
            CryptographicOperations.ZeroMemory(last);
            disposed = true;
        }
    }

    /// <summary>The name of the type; never a key.</summary>
    public override string ToString() => nameof(HashRatchetChain);

    // To the nearest key at or before the number, unless the last one is nearer.
    private void GoBack(uint number)
    {
        var index = Math.Min((int)(number / Interval), checkpoints.Count - 1);
        if (lastNumber <= number && lastNumber >= index * Interval)
            return;
        checkpoints[index].Span.CopyTo(last);
        lastNumber = (uint)index * Interval;
    }

    private void Step()
    {
        HashRatchetKeys.Advance(last, last);
        lastNumber++;
        Steps++;
        if (lastNumber == checkpoints.Count * Interval)
            checkpoints.Add(new SecretBytes(last));
    }
}
