using WakuGrains.Groups;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.Engine;

/// <summary>Finds entities by their keys, whatever engine they live in.</summary>
public interface IEntities
{
    /// <summary>An identity.</summary>
    IIdentity Identity(IdentityKey key);

    /// <summary>An installation of an identity.</summary>
    IInstallation Installation(InstallationKey key);

    /// <summary>A session with a peer.</summary>
    ISession Session(SessionKey key);

    /// <summary>A group.</summary>
    IGroup Group(GroupAddress key);
}

/// <summary>Entities over an engine's runners.</summary>
public sealed class Entities(IEntityEngine engine, ISecp256k1 curve, TimeProvider time, InstallationSettings settings)
    : IEntities
{
    private readonly IdentityDefinition identities = new(curve);
    private readonly InstallationDefinition installations = new(curve);
    private readonly SessionDefinition sessions = new(curve);
    private readonly GroupDefinition groups = new(curve);

    /// <inheritdoc/>
    public IIdentity Identity(IdentityKey key) => new IdentityEntity(engine.Runner(identities, key.ToString()));

    /// <inheritdoc/>
    public IInstallation Installation(InstallationKey key) =>
        new InstallationEntity(
            key,
            engine.Runner(installations, key.ToString()),
            Identity(key.Identity),
            settings,
            time
        );

    /// <inheritdoc/>
    public ISession Session(SessionKey key) =>
        new SessionEntity(key, engine.Runner(sessions, key.ToString()), Installation(key.Own), time);

    /// <inheritdoc/>
    public IGroup Group(GroupAddress key) =>
        new GroupEntity(key, engine.Runner(groups, key.ToString()), Installation(key.Own), time);
}
