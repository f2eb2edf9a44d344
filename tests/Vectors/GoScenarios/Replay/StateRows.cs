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
    private readonly X3dhRows agreements = new(participant, check);
    private readonly DeviceRows devices = new(participant, check);

    /// <summary>
    /// What an event has written. The bundles of a message are learnt in any case; besides, nothing is kept of one that failed, and
    /// what differs by intent is stored differently.
    /// </summary>
    public void CheckChanges(RecordedEvent recorded)
    {
        Each(recorded.Changed("installations"), devices.CheckDevice);
        Each(recorded.Changed("bundles"), devices.CheckPrekey);
        if (!recorded.HasSucceeded || check.HasDiffered)
            return;
        Each(recorded.Changed("sessions"), sessions.CheckRatchet);
        Each(recorded.Changed("ratchet_info"), agreements.CheckAgreement);
        Each(recorded.Changed("secrets"), new TopicRows(curve, participant, check).CheckSecret);
        Each(recorded.Changed("message_keys"), CheckMessageKey);
    }

    /// <summary>The stores at the end.</summary>
    public void CheckEnd()
    {
        check.Equal("participant", participant.PublicKey.ToString(), participant.Recorded.Text("identity"));
        var final = participant.Recorded.GetProperty("final");
        Each(final.Items("sessions"), CheckLastRatchet);
        Each(final.Items("ratchet_info"), agreements.CheckLastAgreement);
        Each(final.Items("installations"), devices.CheckDevice);
        Each(final.Items("bundles"), devices.CheckPrekey);
        Each(final.Items("secrets"), new TopicRows(curve, participant, check).CheckSecret);
        Each(final.Items("group_keys"), new GroupRows(participant, check).CheckKey);
        if (participant.Differed.Count == 0)
            check.Equal("sessions beyond", participant.AllSessions.Count(session => !IsAmong(final, session)), 0);
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
        participant.History.WasX3dhRefused(row.Text("peer_installation"), row.Text("bundle_id"));

    /// <summary>The key of a message that was skipped; that of the message itself is used at once and not stored.</summary>
    private void CheckMessageKey(JsonElement row)
    {
        var id = new MessageKeyId(EncodedKey.Parse(row.Hex("ratchet_key")), (uint)row.Number("n"));
        if (participant.FindSkipped(id) is not { } skipped)
        {
            check.Equal($"key {id.N} is used", participant.History.OpensLastRead(id, row.Hex("mk")), true);
            return;
        }

        check.Bytes($"skipped key {id.N}", skipped.Key, row.Text("mk"));
        check.Equal($"skipped key {id.N} sequence", (long)skipped.Sequence, row.Number("seq"));
    }

    private static void Each(IEnumerable<JsonElement> rows, Action<JsonElement> body)
    {
        foreach (var row in rows)
            body(row);
    }
}
