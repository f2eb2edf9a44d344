using System.Collections.Immutable;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>A <see cref="DeviceInfo"/>.</summary>
[GenerateSerializer]
internal struct DeviceInfoSurrogate
{
    [Id(0)]
    public string InstallationId;

    [Id(1)]
    public DateTimeOffset ActiveAt;

    [Id(2)]
    public uint PrekeyVersion;

    [Id(3)]
    public bool IsEnabled;

    [Id(4)]
    public bool IsActive;

    [Id(5)]
    public bool UsesNegotiatedTopic;

    [Id(6)]
    public ImmutableArray<RatchetInfo> Sessions;
}

[RegisterConverter]
internal sealed class DeviceInfoConverter : IConverter<DeviceInfo, DeviceInfoSurrogate>
{
    public DeviceInfo ConvertFromSurrogate(in DeviceInfoSurrogate surrogate) =>
        new(
            surrogate.InstallationId,
            surrogate.ActiveAt,
            surrogate.PrekeyVersion,
            surrogate.IsEnabled,
            surrogate.IsActive,
            surrogate.UsesNegotiatedTopic,
            surrogate.Sessions
        );

    public DeviceInfoSurrogate ConvertToSurrogate(in DeviceInfo value) =>
        new()
        {
            InstallationId = value.InstallationId,
            ActiveAt = value.ActiveAt,
            PrekeyVersion = value.PrekeyVersion,
            IsEnabled = value.IsEnabled,
            IsActive = value.IsActive,
            UsesNegotiatedTopic = value.UsesNegotiatedTopic,
            Sessions = value.Sessions,
        };
}
