using System.Text.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoApp.Pipeline;

/// <summary>
/// Complete messages between four devices, in order: every layer is made again from the recorded draws, and every recipient
/// reads it down to the application message.
/// </summary>
internal sealed class PipelineSection(ISecp256k1 curve) : IVectorSection
{
    private const string Participants = "pipeline_participants";

    public string Name => "pipeline";

    /// <summary>The participants by themselves.</summary>
    public IVectorSection ParticipantSection => new CaseSection(Participants, CheckParticipant);

    public IEnumerable<VectorResult> Run(JsonElement root)
    {
        var participants = root.Items(Participants)
            .ToDictionary(recorded => recorded.Text("name"), recorded => new Participant(curve, recorded));
        foreach (var (vector, index) in root.Items(Name).Select((vector, index) => (vector, index)))
        {
            var name = $"{Name}[{index}] {vector.Text("name")}";
            yield return VectorCheck.Run(name, check => new PipelineMessage(curve, participants, vector, check).Run());
        }
    }

    private void CheckParticipant(JsonElement recorded, VectorCheck check)
    {
        var participant = new Participant(curve, recorded);
        check.Equal("identity", participant.Identity.PublicKey.ToString(), recorded.Text("identity"));
        foreach (var prekey in recorded.Items("signed_prekeys"))
            check.Equal("prekey", participant.Prekeys.Keys.Any(key => key.ToString() == prekey.Text("public")), true);
    }
}
