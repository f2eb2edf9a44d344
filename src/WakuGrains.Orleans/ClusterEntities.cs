using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans;

/// <summary>The entities of a cluster, from any silo and any client.</summary>
internal sealed class ClusterEntities(IGrainFactory grains) : IEntities
{
    /// <inheritdoc/>
    public IIdentity Identity(IdentityKey key) => grains.GetGrain<IIdentityGrain>(GrainKeys.Of(key.ToString()));

    /// <inheritdoc/>
    public IInstallation Installation(InstallationKey key) =>
        grains.GetGrain<IInstallationGrain>(GrainKeys.Of(key.ToString()));

    /// <inheritdoc/>
    public ISession Session(SessionKey key) => grains.GetGrain<ISessionGrain>(GrainKeys.Of(key.ToString()));

    /// <inheritdoc/>
    public IGroup Group(GroupAddress key) => grains.GetGrain<IGroupGrain>(GrainKeys.Of(key.ToString()));
}
