using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>One of our devices with its keys (<see cref="OwnDevice"/>).</summary>
[GenerateSerializer]
internal struct OwnDeviceSurrogate
{
    [Id(0)]
    public InstallationKey Key;

    [Id(1)]
    public KeyPair Identity;

    [Id(2)]
    public Bundle Bundle;

    [Id(3)]
    public ImmutableArray<OwnPrekey> Prekeys;

    [Id(4)]
    public ImmutableArray<KnownDevice> Siblings;

    [Id(5)]
    public InstallationSettings Settings;

    [Id(6)]
    public TrustPolicy TrustPolicy;
}

[RegisterConverter]
internal sealed class OwnDeviceConverter : IConverter<OwnDevice, OwnDeviceSurrogate>
{
    public OwnDevice ConvertFromSurrogate(in OwnDeviceSurrogate surrogate) =>
        new(surrogate.Key, surrogate.Identity, surrogate.Bundle, surrogate.Prekeys)
        {
            Siblings = surrogate.Siblings,
            Settings = surrogate.Settings,
            TrustPolicy = surrogate.TrustPolicy,
        };

    public OwnDeviceSurrogate ConvertToSurrogate(in OwnDevice value) =>
        new()
        {
            Key = value.Key,
            Identity = value.Identity,
            Bundle = value.Bundle,
            Prekeys = value.Prekeys,
            Siblings = value.Siblings,
            Settings = value.Settings,
            TrustPolicy = value.TrustPolicy,
        };
}
