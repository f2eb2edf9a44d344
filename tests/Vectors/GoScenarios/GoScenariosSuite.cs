using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoScenarios;

/// <summary>Conversations of whole devices as the deployed Go implementation held them: what they put on the wire.</summary>
public sealed class GoScenariosSuite(ISecp256k1 curve)
    : SectionedSuite(
        "go-scenarios",
        [new CaseSection("scenarios", (scenario, check) => new ScenarioWires(curve, check).Check(scenario))],
        "about"
    );
