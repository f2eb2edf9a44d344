using System.Collections.Immutable;
using Orleans.Concurrency;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Placement;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Grains;

/// <summary>An identity in the cluster.</summary>
[GrainType(GrainTypes.Identity)]
[IdentityPlacement]
[Reentrant]
internal sealed class IdentityGrain : EntityGrain<IdentityState>, IIdentityGrain
{
    private readonly IdentityEntity identity;

    public IdentityGrain(ActivationServices services)
        : base(services, new IdentityDefinition(services.Curve)) => identity = new IdentityEntity(Runner);

    public Task<IdentityInfo> OpenAsync(CancellationToken cancellationToken) => identity.OpenAsync(cancellationToken);

    public Task<IdentityInfo> ImportAsync(KeyPair keyPair, CancellationToken cancellationToken) =>
        identity.ImportAsync(keyPair, cancellationToken);

    public Task<IdentityInfo?> FindAsync(CancellationToken cancellationToken) => identity.FindAsync(cancellationToken);

    public Task<IdentitySecrets?> FindSecretsAsync(CancellationToken cancellationToken) =>
        identity.FindSecretsAsync(cancellationToken);

    public Task SetTrustPolicyAsync(TrustPolicy policy, CancellationToken cancellationToken) =>
        identity.SetTrustPolicyAsync(policy, cancellationToken);

    public Task NameContactAsync(Contact contact, bool replace, CancellationToken cancellationToken) =>
        identity.NameContactAsync(contact, replace, cancellationToken);

    public Task<ImmutableArray<Contact>> ListContactsAsync(CancellationToken cancellationToken) =>
        identity.ListContactsAsync(cancellationToken);
}
