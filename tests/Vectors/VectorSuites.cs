using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors.GoApp;
using WakuGrains.Vectors.GoPrimitives;
using WakuGrains.Vectors.GoScenarios;
using WakuGrains.Vectors.GoX3dhBundle;
using WakuGrains.Vectors.RatchetSessions;
using WakuGrains.Vectors.SelfModel;
using WakuGrains.Vectors.WakuPayload;

namespace WakuGrains.Vectors;

/// <summary>All suites: the one list that the runner and the unit tests share.</summary>
public static class VectorSuites
{
    /// <summary>The suites, computing with one curve library.</summary>
    public static IReadOnlyList<IVectorSuite> For(ISecp256k1 curve) =>
        [
            new GoPrimitivesSuite(curve),
            new GoX3dhBundleSuite(curve),
            new GoDoubleRatchetSuite(curve),
            new Curve25519RatchetVectorSuite(),
            new GoScenariosSuite(curve),
            new SelfModelSuite(curve),
            new WakuPayloadSuite(curve),
            new GoAppSuite(curve),
        ];
}
