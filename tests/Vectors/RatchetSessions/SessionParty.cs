using System.Text.Json;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.RatchetSessions;

/// <summary>One side of a replayed session: its state, its skipped keys and what it has read.</summary>
internal sealed class SessionParty(RatchetState state)
{
    public RatchetState State { get; set; } = state;

    public MessageKeyStore Keys { get; set; } = MessageKeyStore.Empty;

    public HashSet<long> Read { get; } = [];

    /// <summary>Compares everything but the number of stored keys, which is ours to choose.</summary>
    public void Check(string when, JsonElement recorded, VectorCheck check)
    {
        check.Bytes(when + ": root", State.RootKey, recorded.Text("root"));
        check.Bytes(when + ": send_chain", State.SendingChainKey, recorded.Text("send_chain"));
        check.Bytes(when + ": recv_chain", State.ReceivingChainKey, recorded.Text("recv_chain"));
        check.Bytes(when + ": dh_self_private", State.OwnPrivateKey, recorded.Text("dh_self_private"));
        check.Equal(when + ": dh_self", State.OwnKey.ToString(), recorded.Text("dh_self"));
        check.Equal(when + ": dh_remote", State.RemoteKey?.ToString() ?? "", recorded.Text("dh_remote"));
        check.Equal(when + ": send_n", State.SendingN, recorded.Number("send_n"));
        check.Equal(when + ": recv_n", State.ReceivingN, recorded.Number("recv_n"));
        check.Equal(when + ": pn", State.Pn, recorded.Number("pn"));
        check.Equal(when + ": keys_count", (long)State.KeysCount, recorded.Number("keys_count"));
    }

    /// <summary>Restores the party from what a store would have held, as after a restart.</summary>
    public void Restore()
    {
        State = RatchetState.FromRecord(
            State.RootKey,
            State.SendingChainKey,
            State.ReceivingChainKey,
            State.OwnPrivateKey,
            EncodedKey.Parse(State.OwnKey.Bytes),
            State.RemoteKey is null ? null : EncodedKey.Parse(State.RemoteKey.Bytes),
            State.SendingN,
            State.ReceivingN,
            State.Pn,
            State.KeysCount,
            [.. State.Retired]
        );
        Keys = MessageKeyStore.FromRecord([
            .. Keys.Keys.Select(key => new SkippedMessageKey(key.Id, key.Sequence, key.Key.ToArray())),
        ]);
    }
}
