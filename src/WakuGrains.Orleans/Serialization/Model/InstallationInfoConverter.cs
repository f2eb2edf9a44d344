using WakuGrains.Installations;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>An <see cref="InstallationInfo"/>.</summary>
[GenerateSerializer]
internal struct InstallationInfoSurrogate
{
    [Id(0)]
    public string InstallationId;

    [Id(1)]
    public bool IsOwn;

    [Id(2)]
    public bool IsPaired;

    [Id(3)]
    public string Name;

    [Id(4)]
    public string DeviceType;

    [Id(5)]
    public DateTimeOffset? ActiveAt;

    [Id(6)]
    public uint PrekeyVersion;
}

[RegisterConverter]
internal sealed class InstallationInfoConverter : IConverter<InstallationInfo, InstallationInfoSurrogate>
{
    public InstallationInfo ConvertFromSurrogate(in InstallationInfoSurrogate surrogate) =>
        new(
            surrogate.InstallationId,
            surrogate.IsOwn,
            surrogate.IsPaired,
            surrogate.Name,
            surrogate.DeviceType,
            surrogate.ActiveAt,
            surrogate.PrekeyVersion
        );

    public InstallationInfoSurrogate ConvertToSurrogate(in InstallationInfo value) =>
        new()
        {
            InstallationId = value.InstallationId,
            IsOwn = value.IsOwn,
            IsPaired = value.IsPaired,
            Name = value.Name,
            DeviceType = value.DeviceType,
            ActiveAt = value.ActiveAt,
            PrekeyVersion = value.PrekeyVersion,
        };
}
