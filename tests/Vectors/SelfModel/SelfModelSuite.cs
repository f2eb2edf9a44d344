using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.SelfModel;

/// <summary>
/// What an independent model computed from the written facts alone: every layer once, and all of them on top of each other.
/// </summary>
public sealed class SelfModelSuite(ISecp256k1 curve)
    : SectionedSuite(
        "status-selfmodel",
        [
            .. new SessionSections(curve).All,
            .. new RatchetSection(curve).All,
            .. new GroupSections(curve).All,
            .. new WakuSections(curve).All,
            .. new PipelineSection(curve).All,
        ]
    );
