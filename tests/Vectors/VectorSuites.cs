using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors.GoApp;
using WakuGrains.Vectors.GoPrimitives;
using WakuGrains.Vectors.WakuPayload;

namespace WakuGrains.Vectors;

/// <summary>All suites: the one list that the runner and the unit tests share.</summary>
public static class VectorSuites
{
    /// <summary>The suites, computing with one curve library.</summary>
    public static IReadOnlyList<IVectorSuite> For(ISecp256k1 curve) =>
        [
            new GoPrimitivesSuite(curve),
            new WakuPayloadSuite(curve),
            new GoAppSuite([.. new GoAppWakuSections(curve).All]),
        ];
}
