using WakuGrains.Groups;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>A participant makes a group's key.</summary>
internal sealed class GroupEvents(Participant participant, RecordedEvent recorded, VectorCheck check)
{
    public void GenerateKey()
    {
        var groupId = recorded.Json.Hex("group_id");
        var (state, draws) = new GroupSending(participant, recorded).NextKey(groupId);
        participant.State = participant.State.With(state);
        var made = state.Chains.FirstOrDefault(chain => Hex(chain.Ratchet.Key.KeyId) == recorded.Json.Text("key_id"));
        if (check.Holds("key id", made is not null))
            CheckKey(made!.Ratchet.Key);
        check.Equal("the key sends", GroupChains.ForSending(state.Chains), made);
        check.Holds("draws used exactly", draws.AreUsedExactly);
    }

    private void CheckKey(GroupKey key)
    {
        check.Bytes("key", key.Key.Span, recorded.Json.Text("key"));
        check.Equal("timestamp", (long)key.TimestampMilliseconds, recorded.Json.Number("timestamp"));
        check.Bytes("group", key.GroupId.Span, recorded.Json.Text("group_id"));
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexStringLower(bytes.Span);
}
