using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Serialization.Model;

/// <summary>An <see cref="IdentityKey"/>.</summary>
[GenerateSerializer]
internal struct IdentityKeySurrogate
{
    [Id(0)]
    public string Tenant;

    [Id(1)]
    public string Name;
}

[RegisterConverter]
internal sealed class IdentityKeyConverter : IConverter<IdentityKey, IdentityKeySurrogate>
{
    public IdentityKey ConvertFromSurrogate(in IdentityKeySurrogate surrogate) => new(surrogate.Tenant, surrogate.Name);

    public IdentityKeySurrogate ConvertToSurrogate(in IdentityKey value) =>
        new() { Tenant = value.Tenant, Name = value.Name };
}

/// <summary>An <see cref="InstallationKey"/>.</summary>
[GenerateSerializer]
internal struct InstallationKeySurrogate
{
    [Id(0)]
    public IdentityKey Identity;

    [Id(1)]
    public string InstallationId;
}

[RegisterConverter]
internal sealed class InstallationKeyConverter : IConverter<InstallationKey, InstallationKeySurrogate>
{
    public InstallationKey ConvertFromSurrogate(in InstallationKeySurrogate surrogate) =>
        new(surrogate.Identity, surrogate.InstallationId);

    public InstallationKeySurrogate ConvertToSurrogate(in InstallationKey value) =>
        new() { Identity = value.Identity, InstallationId = value.InstallationId };
}

/// <summary>A <see cref="SessionKey"/>.</summary>
[GenerateSerializer]
internal struct SessionKeySurrogate
{
    [Id(0)]
    public InstallationKey Own;

    [Id(1)]
    public PublicKey Peer;
}

[RegisterConverter]
internal sealed class SessionKeyConverter : IConverter<SessionKey, SessionKeySurrogate>
{
    public SessionKey ConvertFromSurrogate(in SessionKeySurrogate surrogate) => new(surrogate.Own, surrogate.Peer);

    public SessionKeySurrogate ConvertToSurrogate(in SessionKey value) => new() { Own = value.Own, Peer = value.Peer };
}

/// <summary>A <see cref="GroupAddress"/>.</summary>
[GenerateSerializer]
internal struct GroupAddressSurrogate
{
    [Id(0)]
    public InstallationKey Own;

    [Id(1)]
    public string GroupId;
}

[RegisterConverter]
internal sealed class GroupAddressConverter : IConverter<GroupAddress, GroupAddressSurrogate>
{
    public GroupAddress ConvertFromSurrogate(in GroupAddressSurrogate surrogate) =>
        new(surrogate.Own, surrogate.GroupId);

    public GroupAddressSurrogate ConvertToSurrogate(in GroupAddress value) =>
        new() { Own = value.Own, GroupId = value.GroupId };
}
