using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Views;

/// <summary>A Double Ratchet session with its keys.</summary>
internal static class RatchetView
{
    public static JsonObject Of(DeviceSession session)
    {
        var ratchet = session.Ratchet;
        return new()
        {
            ["root"] = Replies.Hex(ratchet.RootKey),
            ["send_chain"] = Replies.Hex(ratchet.SendingChainKey),
            ["recv_chain"] = Replies.Hex(ratchet.ReceivingChainKey),
            ["dhs"] = new JsonObject
            {
                ["private"] = Replies.Hex(ratchet.OwnPrivateKey),
                ["public"] = ratchet.OwnKey.ToString(),
            },
            ["dhr"] = ratchet.RemoteKey?.ToString(),
            ["send_n"] = ratchet.SendingN,
            ["recv_n"] = ratchet.ReceivingN,
            ["pn"] = ratchet.Pn,
            ["keys_count"] = ratchet.KeysCount,
            ["keys"] = new JsonObject(
                session.SkippedKeys.Keys.Select(key =>
                    KeyValuePair.Create(
                        $"{key.Id.Chain}:{key.Id.N}",
                        (JsonNode?)new JsonObject { ["mk"] = Replies.Hex(key.Key), ["seq"] = key.Sequence }
                    )
                )
            ),
        };
    }
}
