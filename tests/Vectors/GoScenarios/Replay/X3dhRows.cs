using System.Text.Json;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// Compares what X3DH yielded with recorded rows: the shared key, and the ephemeral key that is there as long as the header is
/// repeated.
/// </summary>
internal sealed class X3dhRows(Participant participant, VectorCheck check)
{
    public void CheckAgreement(JsonElement row)
    {
        if (check.Holds(Label(row), Find(row) is not null))
            CheckHeader(row, Find(row)!);
    }

    /// <summary>At the end Go still has what it kept of messages that failed, and has put the last agreement over others.</summary>
    public void CheckLastAgreement(JsonElement row)
    {
        var prekey = row.Text("bundle_id");
        if (Find(row) is { } session)
            CheckLastHeader(row, session);
        else if (participant.History.WasX3dhRefused(row.Text("installation_id"), prekey))
            check.Differs(Differences.NothingKept);
        else if (check.Holds(Label(row), participant.Differed.Count > 0))
            Array.ForEach([.. participant.Differed], check.Differs);
    }

    private void CheckLastHeader(JsonElement row, DeviceSession session)
    {
        var isStopped = session.RepeatsX3dhHeader && !row.Has("ephemeral_key");
        if (isStopped && WasReplyRefused(row, session))
            check.Differs(Differences.HeaderRepeated);
        else
            CheckHeader(row, session);
    }

    private void CheckHeader(JsonElement row, DeviceSession session)
    {
        var repeated = session.RepeatsX3dhHeader ? session.Ephemeral.ToString() : "";
        check.Equal(Label(row) + " ephemeral key", repeated, row.Text("ephemeral_key"));
    }

    private bool WasReplyRefused(JsonElement row, DeviceSession session) =>
        participant.History.WasReplyRefused(
            participant.Parse(row.Hex("identity")),
            session.InstallationId,
            session.SignedPrekey
        );

    private DeviceSession? Find(JsonElement row) =>
        participant
            .Session(participant.Parse(row.Hex("identity")))
            .Sessions.FirstOrDefault(session =>
                session.InstallationId == row.Text("installation_id")
                && session.SignedPrekey.ToString() == row.Text("bundle_id")
                && Convert.ToHexStringLower(session.SharedKey.Bytes) == row.Text("symmetric_key")
            );

    private static string Label(JsonElement row) => $"x3dh {row.Text("installation_id")}";
}
