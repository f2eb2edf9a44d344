using System.Runtime.CompilerServices;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>The ratchet over a curve library, made once for each.</summary>
internal static class Ratchets
{
    private static readonly ConditionalWeakTable<ISecp256k1, DoubleRatchet> ByCurve = [];

    public static DoubleRatchet For(ISecp256k1 curve) =>
        ByCurve.GetValue(curve, static key => new DoubleRatchet(new Secp256k1RatchetSuite(key)));
}
