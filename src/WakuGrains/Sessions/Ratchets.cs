using System.Runtime.CompilerServices;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>The ratchet of a turn. Over one curve library and with the network's limits it is made once.</summary>
internal static class Ratchets
{
    private static readonly ConditionalWeakTable<ISecp256k1, DoubleRatchet> ByCurve = [];

    public static DoubleRatchet For(Turn turn) =>
        turn.RatchetLimits is { } limits
            ? new DoubleRatchet(new Secp256k1RatchetSuite(turn.Curve), limits)
            : ByCurve.GetValue(turn.Curve, static curve => new DoubleRatchet(new Secp256k1RatchetSuite(curve)));
}
