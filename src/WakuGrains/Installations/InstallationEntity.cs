using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Installations;

/// <summary>The thin shell of <see cref="Installation"/> over an engine's runner. Asks its identity for the key.</summary>
public sealed class InstallationEntity(
    InstallationKey key,
    IEntityRunner<InstallationState> runner,
    IIdentity identity,
    TimeProvider time
) : IInstallation
{
    /// <inheritdoc/>
    public async Task<OwnDevice> GetDeviceAsync(CancellationToken cancellationToken)
    {
        var keyPair = await KeyPairAsync(cancellationToken);
        var now = time.GetUtcNow();
        return await runner.ReadAsync(state => Installation.TryGetDevice(state, keyPair, now), cancellationToken)
            ?? await runner.TurnAsync((state, turn) => Installation.GetDevice(state, keyPair, turn), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        var keyPair = await KeyPairAsync(cancellationToken);
        await runner.TurnAsync((state, turn) => Installation.Announce(state, keyPair, turn), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> PublishContactCodeAsync(bool force, CancellationToken cancellationToken)
    {
        var keyPair = await KeyPairAsync(cancellationToken);
        var topic = ContactCodeTopic.Of(keyPair.PublicKey);
        return await runner.TurnAsync(
            (state, turn) => Installation.PublishContactCode(state, keyPair, topic, force, turn),
            cancellationToken
        );
    }

    private async Task<KeyPair> KeyPairAsync(CancellationToken cancellationToken) =>
        await identity.FindKeyPairAsync(cancellationToken) ?? throw new IdentityNotFoundException(key.Identity);
}
