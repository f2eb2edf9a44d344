using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors.GoApp.Pipeline;

namespace WakuGrains.Vectors.GoApp;

/// <summary>The layers above and below the ratchet as the deployed Go implementation has them.</summary>
public sealed class GoAppSuite(ISecp256k1 curve) : SectionedSuite("go-app", SectionsFor(curve), "about")
{
    private static IVectorSection[] SectionsFor(ISecp256k1 curve)
    {
        var pipeline = new PipelineSection(curve);
        return
        [
            .. new GoAppWakuSections(curve).All,
            .. new ApplicationSections(curve).All,
            .. SegmentSections.All,
            pipeline.ParticipantSection,
            pipeline,
        ];
    }
}
