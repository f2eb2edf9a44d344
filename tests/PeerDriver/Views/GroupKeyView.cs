using System.Text.Json.Nodes;
using WakuGrains.Groups;
using WakuGrains.PeerDriver.Json;

namespace WakuGrains.PeerDriver.Views;

/// <summary>The keys of a group.</summary>
internal static class GroupKeyView
{
    public static IEnumerable<JsonObject> Of(GroupState state) =>
        state
            .Chains.Select(chain => chain.Ratchet)
            .Select(ratchet => new JsonObject
            {
                ["group_id"] = Replies.Hex(ratchet.Key.GroupId),
                ["key_id"] = Replies.Hex(ratchet.Key.KeyId),
                ["key"] = Replies.Hex(ratchet.Key.Key.Span),
                ["timestamp"] = Replies.Decimal(ratchet.Key.TimestampMilliseconds),
                ["seq"] = ratchet.Position,
            });
}
