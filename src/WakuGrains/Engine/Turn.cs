using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Engine;

/// <summary>The outside world as one turn sees it: what time it is and where random bytes come from.</summary>
/// <param name="Now">The time at which the turn runs.</param>
/// <param name="Random">Randomness for this turn.</param>
/// <param name="Curve">The secp256k1 library in use.</param>
public readonly record struct Turn(DateTimeOffset Now, IRandomSource Random, ISecp256k1 Curve)
{
    private const int NanosecondsPerTick = 100;

    /// <summary>What the ticks of <see cref="Now"/> cannot say, 0 to 99 nanoseconds: other clocks than .NET's have it.</summary>
    public int NanosecondsOfTick { get; init; }

    /// <summary>How much a ratchet skips and keeps; what the network uses when left out.</summary>
    public RatchetLimits? RatchetLimits { get; init; }

    /// <summary>The time in nanoseconds since the Unix epoch, as Waku messages and bundles have it.</summary>
    public long NowNanoseconds => ((Now - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick) + NanosecondsOfTick;

    /// <summary>The time in milliseconds since the Unix epoch, as chat clocks have it.</summary>
    public ulong NowMilliseconds => (ulong)Now.ToUnixTimeMilliseconds();
}
