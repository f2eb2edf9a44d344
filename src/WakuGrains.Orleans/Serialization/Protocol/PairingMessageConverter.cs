using WakuGrains.Protocol.Application;

namespace WakuGrains.Orleans.Serialization.Protocol;

/// <summary>A <see cref="PairingMessage"/>, also one that no peer would take.</summary>
[GenerateSerializer]
internal struct PairingMessageSurrogate
{
    [Id(0)]
    public ulong ClockMilliseconds;

    [Id(1)]
    public string InstallationId;

    [Id(2)]
    public string DeviceType;

    [Id(3)]
    public string Name;

    [Id(4)]
    public uint ProtocolVersion;
}

[RegisterConverter]
internal sealed class PairingMessageConverter : IConverter<PairingMessage, PairingMessageSurrogate>
{
    public PairingMessage ConvertFromSurrogate(in PairingMessageSurrogate surrogate) =>
        new(
            surrogate.ClockMilliseconds,
            surrogate.InstallationId,
            surrogate.DeviceType,
            surrogate.Name,
            surrogate.ProtocolVersion
        );

    public PairingMessageSurrogate ConvertToSurrogate(in PairingMessage value) =>
        new()
        {
            ClockMilliseconds = value.ClockMilliseconds,
            InstallationId = value.InstallationId,
            DeviceType = value.DeviceType,
            Name = value.Name,
            ProtocolVersion = value.ProtocolVersion,
        };
}
