using System.Text.Json;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Compares our ratchet sessions with recorded rows: root and chains, ratchet keys and counters, X3DH keys.</summary>
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

    /// <summary>A row of what X3DH yielded; the ephemeral key is there as long as the header is repeated.</summary>
    public void CheckX3dh(JsonElement row)
    {
        var label = $"x3dh {row.Text("installation_id")}";
        var begun = Of(row.Text("installation_id"), row.Text("bundle_id"))
            .FirstOrDefault(session => Hex(session.SharedKey.Bytes) == row.Text("symmetric_key"));
        if (!check.Holds(label, begun is not null))
            return;
        var repeated = begun!.RepeatsX3dhHeader ? begun.Ephemeral.ToString() : "";
        check.Equal(label + " ephemeral key", repeated, row.Text("ephemeral_key"));
    }

    /// <summary>Whether we have the session of a row.</summary>
    public bool Has(JsonElement row) => Find(row) is not null;

    private DeviceSession? Find(JsonElement row) =>
        Of(row.Text("peer_installation"), row.Text("bundle_id"))
            .FirstOrDefault(session => session.Ratchet.OwnKey.ToString() == row.Text("dh_self"));

    private IEnumerable<DeviceSession> Of(string installation, string prekey) =>
        participant.AllSessions.Where(session =>
            session.Is(installation, EncodedKey.Parse(Convert.FromHexString(prekey)))
        );

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
