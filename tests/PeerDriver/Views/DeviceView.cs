using System.Text.Json.Nodes;
using WakuGrains.Devices;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.PeerDriver.Views;

/// <summary>A known device of an identity.</summary>
internal static class DeviceView
{
    public static JsonObject Of(PublicKey identity, KnownDevice device) =>
        new JsonObject
        {
            ["identity"] = Replies.Hex(identity),
            ["id"] = device.InstallationId,
            ["timestamp"] = Replies.Decimal(device.ActiveAtNanoseconds),
            ["enabled"] = device.IsEnabled,
            ["version"] = device.ProtocolVersion,
            ["metadata"] =
                device.Name.Length > 0
                    ? new JsonObject { ["name"] = device.Name, ["device_type"] = device.DeviceType }
                    : null,
        }.WithoutNulls();
}
