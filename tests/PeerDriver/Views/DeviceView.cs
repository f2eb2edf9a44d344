using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Views;

/// <summary>The known devices of a peer's identity.</summary>
internal static class DeviceView
{
    public static IEnumerable<JsonObject> Of(SessionState state) =>
        state.Devices.Select(device => new JsonObject
        {
            ["identity"] = state.Key.Peer.ToString(),
            ["id"] = device.InstallationId,
            ["timestamp"] = Replies.Decimal(device.ActiveAtNanoseconds),
            ["enabled"] = true,
            ["version"] = device.ProtocolVersion,
        });
}
