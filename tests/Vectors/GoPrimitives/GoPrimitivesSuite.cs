using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoPrimitives;

/// <summary>The primitives as the deployed Go implementation computes them.</summary>
public sealed class GoPrimitivesSuite(ISecp256k1 curve)
    : SectionedSuite(
        "go-primitives",
        [
            .. new CurveSections(curve).All,
            .. HashSections.All,
            .. new TopicSections(curve).All,
            .. new RatchetSections(curve).All,
            .. new GroupSections(curve).All,
        ],
        "about"
    );
