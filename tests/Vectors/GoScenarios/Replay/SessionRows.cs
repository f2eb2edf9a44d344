using System.Text.Json;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Compares our ratchet sessions with recorded rows: root and chains, ratchet keys and counters.</summary>
internal sealed class SessionRows(Participant participant, VectorCheck check)
{
    /// <summary>A row of a session's ratchet.</summary>
    public void CheckRatchet(JsonElement row)
    {
        var label = $"session {row.Text("peer_installation")}";
        if (!check.Holds(label, Find(row) is not null))
            return;
        var ratchet = Find(row)!.Ratchet;
        check.Bytes(label + " root", ratchet.RootKey, row.Text("root"));
        check.Bytes(label + " sending chain", ratchet.SendingChainKey, row.Text("send_chain"));
        check.Bytes(label + " receiving chain", ratchet.ReceivingChainKey, row.Text("recv_chain"));
        check.Bytes(label + " own private key", ratchet.OwnPrivateKey, row.Text("dh_self_private"));
        check.Equal(label + " remote key", ratchet.RemoteKey?.ToString() ?? "", row.Text("dh_remote"));
        check.Equal(label + " sending n", ratchet.SendingN, row.Number("send_n"));
        check.Equal(label + " receiving n", ratchet.ReceivingN, row.Number("recv_n"));
        check.Equal(label + " pn", ratchet.Pn, row.Number("pn"));
        check.Equal(label + " keys", (long)ratchet.KeysCount, row.Number("keys_count"));
    }

    /// <summary>Whether we have the session of a row.</summary>
    public bool Has(JsonElement row) => Find(row) is not null;

    private DeviceSession? Find(JsonElement row) =>
        participant.AllSessions.FirstOrDefault(session =>
            session.InstallationId == row.Text("peer_installation")
            && session.SignedPrekey.ToString() == row.Text("bundle_id")
            && session.Ratchet.OwnKey.ToString() == row.Text("dh_self")
        );
}
