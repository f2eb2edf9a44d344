using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Identities;

/// <summary>The thin shell of <see cref="Identity"/> over an engine's runner.</summary>
public sealed class IdentityEntity(IEntityRunner<IdentityState> runner) : IIdentity
{
    /// <inheritdoc/>
    public Task<IdentityInfo> OpenAsync(CancellationToken cancellationToken) =>
        runner.TurnAsync(Identity.Open, cancellationToken);

    /// <inheritdoc/>
    public Task<IdentityInfo?> FindAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(state => state.Info, cancellationToken);

    /// <inheritdoc/>
    public Task<KeyPair?> FindKeyPairAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(state => state.KeyPair, cancellationToken);
}
