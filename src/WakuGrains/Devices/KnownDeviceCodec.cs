using Google.Protobuf;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.State;

namespace WakuGrains.Devices;

/// <summary>Known devices in records.</summary>
internal static class KnownDeviceCodec
{
    public static KnownDeviceRecord ToRecord(KnownDevice device) =>
        new()
        {
            InstallationId = device.InstallationId,
            ActiveNs = device.ActiveAtNanoseconds,
            ProtocolVersion = device.ProtocolVersion,
            SignedPrekey = ByteString.CopyFrom(device.SignedPrekey.Bytes),
            PrekeyVersion = device.PrekeyVersion,
            UsesNegotiatedTopic = device.UsesNegotiatedTopic,
            Disabled = !device.IsEnabled,
            Name = device.Name,
            DeviceType = device.DeviceType,
        };

    public static KnownDevice FromRecord(KnownDeviceRecord record) =>
        new(
            record.InstallationId,
            record.ActiveNs,
            record.ProtocolVersion,
            EncodedKey.Parse(record.SignedPrekey.Span),
            record.PrekeyVersion,
            record.UsesNegotiatedTopic
        )
        {
            IsEnabled = !record.Disabled,
            Name = record.Name,
            DeviceType = record.DeviceType,
        };
}
