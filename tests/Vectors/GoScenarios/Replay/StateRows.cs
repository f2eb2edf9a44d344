using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Compares a participant's stores with the rows of the recorded database.</summary>
internal sealed class StateRows(ISecp256k1 curve, Participant participant, VectorCheck check)
{
    private readonly SessionRows sessions = new(participant, check);
    private readonly DeviceRows devices = new(curve, participant, check);

    /// <summary>
    /// What an event has written. Of a message that failed nothing is kept here; what differs by intent is stored differently.
    /// </summary>
    public void CheckChanges(RecordedEvent recorded)
    {
        if (!recorded.HasSucceeded || check.HasDiffered)
            return;
        Each(recorded.Changed("sessions"), sessions.CheckRatchet);
        Each(recorded.Changed("ratchet_info"), sessions.CheckX3dh);
        Each(recorded.Changed("installations"), devices.CheckDevice);
        Each(recorded.Changed("bundles"), devices.CheckPrekey);
        Each(recorded.Changed("message_keys"), row => CheckMessageKey(row, recorded));
    }

    /// <summary>The stores at the end.</summary>
    public void CheckEnd()
    {
        var final = participant.Recorded.GetProperty("final");
        Each(final.Items("sessions"), CheckLastRatchet);
        Each(final.Items("group_keys"), new GroupRows(participant, check).CheckKey);
        if (participant.Differed.Count == 0)
            check.Equal("sessions beyond", participant.AllSessions.Count(session => !IsAmong(final, session)), 0);
        Each(final.Items("installations"), devices.CheckDevice);
        check.Equal("participant", participant.PublicKey.ToString(), participant.Recorded.Text("identity"));
    }

    /// <summary>A session that we do not have is one that Go keeps of a message that failed, or a difference shown before.</summary>
    private void CheckLastRatchet(JsonElement row)
    {
        if (sessions.Has(row))
            sessions.CheckRatchet(row);
        else if (WasRefused(row))
            check.Differs(Differences.NothingKept);
        else if (check.Holds($"session {row.Text("peer_installation")}", participant.Differed.Count > 0))
            Array.ForEach([.. participant.Differed], check.Differs);
    }

    private static bool IsAmong(JsonElement final, DeviceSession session) =>
        final.Items("sessions").Any(row => row.Text("dh_self") == session.Ratchet.OwnKey.ToString());

    private bool WasRefused(JsonElement row) =>
        participant.History.WasX3dhRefused(row.Text("peer_installation"), EncodedKey.Parse(row.Hex("bundle_id")));

    /// <summary>The key of a message that was skipped; that of the message itself is used at once and not stored.</summary>
    private void CheckMessageKey(JsonElement row, RecordedEvent recorded)
    {
        var id = new MessageKeyId(EncodedKey.Parse(row.Hex("ratchet_key")), (uint)row.Number("n"));
        if (participant.FindSkipped(id) is { } skipped)
            check.Bytes($"skipped key {id.N}", skipped.Key, row.Text("mk"));
        else
            check.Holds($"key {id.N} is used", recorded.Operation == "receive" && participant.History.LastRead == id);
    }

    private static void Each(IEnumerable<JsonElement> rows, Action<JsonElement> body)
    {
        foreach (var row in rows)
            body(row);
    }
}
