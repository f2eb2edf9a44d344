using WakuGrains.Benchmarks.Measuring;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks.Ratchet;

/// <summary>Measures the ratchet and the set-up against the curve's Diffie-Hellman.</summary>
internal static class RatchetBenchmark
{
    public static RatchetFigures Run(BenchmarkOptions options, TimeProvider time)
    {
        var rounds = new Rounds(time);
        var measurement = new RatchetMeasurement(rounds, Secp256k1Provider.Select(options.Crypto).Curve);
        rounds.Run(options.Duration);
        return measurement.Figures;
    }
}

/// <summary>The operations of the benchmark, added to a run of rounds.</summary>
internal sealed class RatchetMeasurement
{
    private readonly string crypto;
    private readonly Timing ecdh;
    private readonly Timing? nativeEcdh;
    private readonly Timing pingPong;
    private readonly Timing burst;
    private readonly Timing setup;

    public RatchetMeasurement(Rounds rounds, ISecp256k1 curve)
    {
        crypto = curve.Name;
        ecdh = rounds.Add(Agreement(curve));
        nativeEcdh =
            curve is NativeSecp256k1 ? ecdh
            : NativeSecp256k1.TryCreate(default, out var native, out _) ? rounds.Add(Agreement(native))
            : null;
        pingPong = rounds.Add(new Conversation(curve).SayAndSwap);
        burst = rounds.Add(new Conversation(curve).Say);
        var beginning = new SessionSetup(curve);
        setup = rounds.Add(() => beginning.Run(stackalloc byte[Conversation.MessageLength]));
    }

    /// <summary>The medians; to be asked after the rounds.</summary>
    public RatchetFigures Figures =>
        new(
            crypto,
            Round(ecdh.Micros),
            nativeEcdh is null ? null : Round(nativeEcdh.Micros),
            Round(pingPong.Micros),
            Round(burst.Micros),
            Round(setup.Micros)
        );

    /// <summary>One Diffie-Hellman between fresh keys.</summary>
    public static Action Agreement(ISecp256k1 curve)
    {
        var own = KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.RatchetKey);
        var peer = KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.RatchetKey);
        return () => curve.TryComputeSharedX(own.PrivateKey, peer.PublicKey.Uncompressed, stackalloc byte[32]);
    }

    private static double Round(double micros) => Math.Round(micros, 2);
}
