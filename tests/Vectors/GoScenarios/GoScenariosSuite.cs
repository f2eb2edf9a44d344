using System.Text.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoScenarios;

/// <summary>Conversations of whole devices as the deployed Go implementation held them: what they put on the wire.</summary>
public sealed class GoScenariosSuite(ISecp256k1 curve)
    : SectionedSuite("go-scenarios", [new ScenarioSection(curve)], "about")
{
    /// <inheritdoc/>
    /// <remarks>Transcripts of whole messengers have scenarios too; their events are calls, and not operations of this layer.</remarks>
    public override bool Recognises(JsonElement root) =>
        base.Recognises(root)
        && root.Items("scenarios").SelectMany(scenario => scenario.Items("events")).All(IsOperation);

    private static bool IsOperation(JsonElement element) => element.Has("op");
}
