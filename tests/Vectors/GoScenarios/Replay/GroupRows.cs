using System.Text.Json;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Compares the keys that we have of groups with recorded rows.</summary>
internal sealed class GroupRows(Participant participant, VectorCheck check)
{
    public void CheckKey(JsonElement row)
    {
        var label = $"group key {row.Text("key_id")}";
        var key = Find(row);
        if (key is null && participant.Differed.Contains(Differences.KeysInTheClear))
            check.Differs(Differences.KeysInTheClear);
        else if (check.Holds(label, key is not null))
            CheckKey(label, key!, row);
    }

    private void CheckKey(string label, GroupKey key, JsonElement row)
    {
        check.Bytes(label, key.Key.Span, row.Text("key"));
        check.Equal(label + " timestamp", (long)key.TimestampMilliseconds, row.Number("key_timestamp"));
        check.Equal(label + " deprecated id", key.DeprecatedKeyId, row.Number("deprecated_key_id"));
    }

    private GroupKey? Find(JsonElement row) =>
        participant
            .Group(row.Hex("group_id"))
            .Chains.Select(chain => chain.Ratchet.Key)
            .FirstOrDefault(key => Convert.ToHexStringLower(key.KeyId.Span) == row.Text("key_id"));
}
