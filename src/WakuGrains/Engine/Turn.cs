using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Engine;

/// <summary>The outside world as one turn sees it: what time it is and where random bytes come from.</summary>
/// <param name="Now">The time at which the turn runs.</param>
/// <param name="Random">Randomness for this turn.</param>
/// <param name="Curve">The secp256k1 library in use.</param>
public readonly record struct Turn(DateTimeOffset Now, IRandomSource Random, ISecp256k1 Curve)
{
    /// <summary>The time in nanoseconds since the Unix epoch, as Waku messages and bundles have it.</summary>
    public long NowNanoseconds => (Now - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>The time in milliseconds since the Unix epoch, as chat clocks have it.</summary>
    public ulong NowMilliseconds => (ulong)Now.ToUnixTimeMilliseconds();
}
