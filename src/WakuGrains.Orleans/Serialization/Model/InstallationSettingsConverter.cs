using WakuGrains.Installations;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>What was chosen about our devices (<see cref="InstallationSettings"/>).</summary>
[GenerateSerializer]
internal struct InstallationSettingsSurrogate
{
    [Id(0)]
    public int ActiveDevices;

    [Id(1)]
    public TimeSpan PrekeyLifetime;

    [Id(2)]
    public TimeSpan BundleSignatureLifetime;

    [Id(3)]
    public uint ProtocolVersion;

    [Id(4)]
    public string DeviceType;
}

[RegisterConverter]
internal sealed class InstallationSettingsConverter : IConverter<InstallationSettings, InstallationSettingsSurrogate>
{
    public InstallationSettings ConvertFromSurrogate(in InstallationSettingsSurrogate surrogate) =>
        new()
        {
            ActiveDevices = surrogate.ActiveDevices,
            PrekeyLifetime = surrogate.PrekeyLifetime,
            BundleSignatureLifetime = surrogate.BundleSignatureLifetime,
            ProtocolVersion = surrogate.ProtocolVersion,
            DeviceType = surrogate.DeviceType,
        };

    public InstallationSettingsSurrogate ConvertToSurrogate(in InstallationSettings value) =>
        new()
        {
            ActiveDevices = value.ActiveDevices,
            PrekeyLifetime = value.PrekeyLifetime,
            BundleSignatureLifetime = value.BundleSignatureLifetime,
            ProtocolVersion = value.ProtocolVersion,
            DeviceType = value.DeviceType,
        };
}
