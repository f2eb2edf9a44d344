using WakuGrains.Devices;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="KnownDevice"/>.</summary>
[GenerateSerializer]
internal struct KnownDeviceSurrogate
{
    [Id(0)]
    public string InstallationId;

    [Id(1)]
    public long ActiveAtNanoseconds;

    [Id(2)]
    public uint ProtocolVersion;

    [Id(3)]
    public EncodedKey SignedPrekey;

    [Id(4)]
    public uint PrekeyVersion;

    [Id(5)]
    public bool UsesNegotiatedTopic;

    [Id(6)]
    public bool IsEnabled;

    [Id(7)]
    public string Name;

    [Id(8)]
    public string DeviceType;
}

[RegisterConverter]
internal sealed class KnownDeviceConverter : IConverter<KnownDevice, KnownDeviceSurrogate>
{
    public KnownDevice ConvertFromSurrogate(in KnownDeviceSurrogate surrogate) =>
        new(
            surrogate.InstallationId,
            surrogate.ActiveAtNanoseconds,
            surrogate.ProtocolVersion,
            surrogate.SignedPrekey,
            surrogate.PrekeyVersion,
            surrogate.UsesNegotiatedTopic
        )
        {
            IsEnabled = surrogate.IsEnabled,
            Name = surrogate.Name,
            DeviceType = surrogate.DeviceType,
        };

    public KnownDeviceSurrogate ConvertToSurrogate(in KnownDevice value) =>
        new()
        {
            InstallationId = value.InstallationId,
            ActiveAtNanoseconds = value.ActiveAtNanoseconds,
            ProtocolVersion = value.ProtocolVersion,
            SignedPrekey = value.SignedPrekey,
            PrekeyVersion = value.PrekeyVersion,
            UsesNegotiatedTopic = value.UsesNegotiatedTopic,
            IsEnabled = value.IsEnabled,
            Name = value.Name,
            DeviceType = value.DeviceType,
        };
}
