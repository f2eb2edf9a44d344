using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Plays every participant of a scenario in turn, event by event; each event is a case.</summary>
internal sealed class ScenarioReplay
{
    private readonly ISecp256k1 curve;
    private readonly JsonElement scenario;
    private readonly string name;
    private readonly Dictionary<string, Participant> participants;
    private readonly SentMessages messages = new();

    public ScenarioReplay(ISecp256k1 curve, JsonElement scenario)
    {
        this.curve = curve;
        this.scenario = scenario;
        name = scenario.Text("name");
        participants = scenario
            .Items("participants")
            .Select(recorded => new Participant(curve, recorded))
            .ToDictionary(participant => participant.Name, StringComparer.Ordinal);
    }

    /// <summary>The participants by themselves.</summary>
    public void CheckParticipants(VectorCheck check)
    {
        foreach (var participant in participants.Values)
        {
            check.Equal("identity", participant.PublicKey.ToString(), participant.Recorded.Text("identity"));
            check.Equal("installation", participant.InstallationId, participant.Recorded.Text("installation_id"));
        }
    }

    /// <summary>Every event, then what everybody has stored at the end.</summary>
    public IEnumerable<VectorResult> Run() =>
        scenario
            .Items("events")
            .Select(json => new RecordedEvent(curve, json))
            .Where(recorded => recorded.HasActor)
            .Select(recorded => VectorCheck.Run($"{name} {recorded}", check => Play(recorded, check)))
            .Concat(participants.Values.Select(End));

    private VectorResult End(Participant participant) =>
        VectorCheck.Run(
            $"{name} end of {participant.Name}",
            check => new StateRows(curve, participant, check).CheckEnd()
        );

    private void Play(RecordedEvent recorded, VectorCheck check)
    {
        var participant = participants[recorded.By];
        Play(recorded, participant, check);
        new StateRows(curve, participant, check).CheckChanges(recorded);
        participant.Differed.UnionWith(check.Intended);
    }

    private void Play(RecordedEvent recorded, Participant participant, VectorCheck check)
    {
        switch (recorded.Operation)
        {
            case "get_bundle":
                new BundleEvents(curve, participant, recorded, check).Get();
                break;
            case "process_bundle":
                new BundleEvents(curve, participant, recorded, check).Process();
                break;
            case "send":
                messages.Add(recorded, participant.PublicKey);
                new SendEvents(participant, recorded, check).Send();
                break;
            case "receive":
                new ReceiveEvents(curve, participant, recorded, messages, check).Receive();
                break;
            case "generate_group_key":
                new GroupEvents(participant, recorded, check).GenerateKey();
                break;
            case "enable_installation":
                new DeviceEvents(participant, recorded, check).Enable(isEnabled: true);
                break;
            case "disable_installation":
                new DeviceEvents(participant, recorded, check).Enable(isEnabled: false);
                break;
            case "confirm":
                new DeviceEvents(participant, recorded, check).Confirm();
                break;
            case "lose_private_prekeys":
                new DeviceEvents(participant, recorded, check).LosePrivatePrekeys();
                break;
            default:
                check.Fail($"no such operation: {recorded.Operation}");
                break;
        }
    }
}
