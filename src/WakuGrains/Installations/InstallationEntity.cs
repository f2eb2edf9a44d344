using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Installations;

/// <summary>The thin shell of <see cref="Installation"/> and <see cref="Siblings"/> over an engine's runner. Asks its identity for the key.</summary>
public sealed class InstallationEntity(
    InstallationKey key,
    IEntityRunner<InstallationState> runner,
    IIdentity identity,
    InstallationSettings settings,
    TimeProvider time
) : IInstallation
{
    /// <inheritdoc/>
    public async Task<OwnDevice> GetDeviceAsync(CancellationToken cancellationToken)
    {
        var own = await OwnIdentityAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await runner.ReadAsync(state => Installation.TryGetDevice(state, own, now), cancellationToken)
            ?? await runner.TurnAsync((state, turn) => Installation.GetDevice(state, own, turn), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<OwnDevice> RenewPrekeyAsync(bool force, CancellationToken cancellationToken)
    {
        var own = await OwnIdentityAsync(cancellationToken);
        return await runner.TurnAsync(
            (state, turn) => Installation.RenewPrekey(state, own, force, turn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<bool> AnnounceAsync(CancellationToken cancellationToken)
    {
        var own = await OwnIdentityAsync(cancellationToken);
        return await runner.TurnAsync((state, turn) => Installation.Announce(state, own, turn), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> PublishContactCodeAsync(bool force, CancellationToken cancellationToken)
    {
        var own = await OwnIdentityAsync(cancellationToken);
        // The topic's key takes long to derive, and mostly nothing is due.
        var now = time.GetUtcNow();
        if (!force && !await runner.ReadAsync(state => Installation.IsContactCodeDue(state, now), cancellationToken))
            return false;
        var topic = ContactCodeTopic.Of(own.PublicKey);
        return await runner.TurnAsync(
            (state, turn) => Installation.PublishContactCode(state, own, topic, force, turn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task AnnouncePairingAsync(CancellationToken cancellationToken)
    {
        var own = await OwnIdentityAsync(cancellationToken);
        await runner.TurnAsync((state, turn) => Siblings.Announce(state, own, turn), cancellationToken);
    }

    /// <inheritdoc/>
    public Task LearnSiblingsAsync(Bundle bundle, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Siblings.Learn(state, bundle), cancellationToken);

    /// <inheritdoc/>
    public Task TakePairingAsync(PairingMessage pairing, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Siblings.TakePairing(state, pairing), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> SetPairedAsync(string installationId, bool isPaired, CancellationToken cancellationToken)
    {
        var own = await OwnIdentityAsync(cancellationToken);
        var topic = ContactCodeTopic.Of(own.PublicKey);
        return await runner.TurnAsync(
            (state, turn) => Siblings.SetPaired(state, installationId, isPaired, own, topic, turn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<bool> RenameAsync(string installationId, string name, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Siblings.Rename(state, installationId, name), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<InstallationInfo>> ListAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(InstallationInfo.Of, cancellationToken);

    private async Task<OwnIdentity> OwnIdentityAsync(CancellationToken cancellationToken) =>
        await identity.FindSecretsAsync(cancellationToken) is { } secrets
            ? new OwnIdentity(secrets.KeyPair, secrets.TrustPolicy, settings)
            : throw new IdentityNotFoundException(key.Identity);
}
