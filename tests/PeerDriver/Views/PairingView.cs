using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Application;

namespace WakuGrains.PeerDriver.Views;

/// <summary>What another device of the identity says of itself.</summary>
internal static class PairingView
{
    public static JsonObject Of(ReadOnlySpan<byte> payload) =>
        PairingMessage.TryDecode(payload, out var pairing)
            ? new()
            {
                ["clock"] = Replies.Decimal(pairing.ClockMilliseconds),
                ["installation_id"] = pairing.InstallationId,
                ["device_type"] = pairing.DeviceType,
                ["name"] = pairing.Name,
                ["version"] = pairing.ProtocolVersion,
                // No device writes it, and nobody looks at it.
                ["target_installation_id"] = "",
            }
            : throw new DriverException(ErrorKind.Malformed, "not a pairing message, or a nameless one");
}
