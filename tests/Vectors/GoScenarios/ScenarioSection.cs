using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors.GoScenarios.Replay;

namespace WakuGrains.Vectors.GoScenarios;

/// <summary>The scenarios: what travels decodes and encodes, then every participant is played.</summary>
internal sealed class ScenarioSection(ISecp256k1 curve) : IVectorSection
{
    public string Name => "scenarios";

    public IEnumerable<VectorResult> Run(JsonElement root) =>
        root.Items(Name).SelectMany(scenario => Wires(scenario).Concat(Replay(scenario)));

    private IEnumerable<VectorResult> Wires(JsonElement scenario) =>
        [VectorCheck.Run($"{scenario.Text("name")} wires", check => new ScenarioWires(curve, check).Check(scenario))];

    private IEnumerable<VectorResult> Replay(JsonElement scenario)
    {
        ScenarioReplay? replay = null;
        var begun = VectorCheck.Run(
            $"{scenario.Text("name")} participants",
            check =>
            {
                replay = new ScenarioReplay(curve, scenario);
                replay.CheckParticipants(check);
            }
        );
        return replay is null ? [begun] : [begun, .. replay.Run()];
    }
}
