using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

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
    public Task<IdentityInfo> ImportAsync(KeyPair keyPair, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, turn) => Identity.Import(state, keyPair, turn), cancellationToken);

    /// <inheritdoc/>
    public Task<IdentitySecrets?> FindSecretsAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(
            state => state.KeyPair is { } pair ? new IdentitySecrets(pair, state.TrustPolicy) : null,
            cancellationToken
        );

    /// <inheritdoc/>
    public Task SetTrustPolicyAsync(TrustPolicy policy, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Identity.SetTrustPolicy(state, policy), cancellationToken);

    /// <inheritdoc/>
    public Task NameContactAsync(Contact contact, bool replace, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Identity.NameContact(state, contact, replace), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<Contact>> ListContactsAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync<ImmutableArray<Contact>>(
            state => [.. state.Contacts.Select(contact => new Contact(contact.Key, contact.Value))],
            cancellationToken
        );
}
