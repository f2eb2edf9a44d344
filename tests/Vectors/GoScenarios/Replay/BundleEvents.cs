using System.Collections.Immutable;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>A participant makes its own bundle, or is handed one.</summary>
internal sealed class BundleEvents(ISecp256k1 curve, Participant participant, RecordedEvent recorded, VectorCheck check)
{
    public void Get()
    {
        var draws = recorded.Draws();
        var (installation, device, _) = participant.SigningDevice(participant.Turn(recorded, draws));
        participant.State = participant.State with { Installation = installation };
        check.Bytes("bundle", device.Bundle.Encode().Span, recorded.Json.Text("bundle"));
        check.Holds("draws used exactly", draws.AreUsedExactly);
    }

    public void Process()
    {
        var message = BundleMessage.Parser.ParseFrom(recorded.Json.Hex("bundle"));
        var intake = new BundleIntake(curve, participant);
        var verified = intake.TryVerify([message], out var bundles);
        if (!check.Holds("accepted", verified == recorded.HasSucceeded) || !verified)
            return;
        NewDevices(recorded, participant, intake.Learn(bundles), bundles, check);
    }

    /// <summary>The devices that are new; of several bundles Go reports only what the last one brings.</summary>
    public static void NewDevices(
        RecordedEvent recorded,
        Participant participant,
        ImmutableArray<LearntDevice> learnt,
        ImmutableArray<Bundle> bundles,
        VectorCheck check
    )
    {
        var reported = recorded.Texts("new_installations").ToHashSet(StringComparer.Ordinal);
        var more = learnt.Where(device => !reported.Contains(device.InstallationId)).ToList();
        check.Equal("devices not learnt", Missing(reported, learnt), "");
        if (bundles.Length > 1)
            return;
        if (more.Exists(device => participant.History.WasMissed(device.Identity, device.InstallationId)))
            check.Differs(Differences.DecodedStrictly);
        var unexplained = more.Where(device => !participant.History.WasMissed(device.Identity, device.InstallationId));
        check.Equal(
            "devices learnt beyond",
            string.Join(", ", unexplained.Select(device => device.InstallationId)),
            ""
        );
    }

    private static string Missing(HashSet<string> reported, ImmutableArray<LearntDevice> learnt) =>
        string.Join(", ", reported.Except(learnt.Select(device => device.InstallationId)));
}
