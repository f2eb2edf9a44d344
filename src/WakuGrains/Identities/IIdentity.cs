using System.Collections.Immutable;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Identities;

/// <summary>An identity, addressed through an engine.</summary>
public interface IIdentity
{
    /// <summary>Creates it if it does not exist.</summary>
    Task<IdentityInfo> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Creates it with a key that exists elsewhere; answers with what is there when it has that key already.</summary>
    /// <exception cref="IdentityConflictException">The name is taken by another key.</exception>
    Task<IdentityInfo> ImportAsync(KeyPair keyPair, CancellationToken cancellationToken);

    /// <summary>What anybody may know of it; null when it does not exist.</summary>
    Task<IdentityInfo?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Key and trust policy, for our own installations and sessions only; null when it does not exist.</summary>
    Task<IdentitySecrets?> FindSecretsAsync(CancellationToken cancellationToken);

    /// <summary>Chooses with whom it converses.</summary>
    Task SetTrustPolicyAsync(TrustPolicy policy, CancellationToken cancellationToken);

    /// <summary>Gives a peer a name.</summary>
    /// <exception cref="IdentityChangedException">The name belongs to another key and is not to be replaced.</exception>
    /// <exception cref="Messages.InvalidRequestException">There are too many contacts.</exception>
    Task NameContactAsync(Contact contact, bool replace, CancellationToken cancellationToken);

    /// <summary>The peers that have a name, in order of their names.</summary>
    Task<ImmutableArray<Contact>> ListContactsAsync(CancellationToken cancellationToken);
}

/// <summary>What our own side may know of an identity.</summary>
/// <param name="KeyPair">The identity key.</param>
/// <param name="TrustPolicy">With whom it converses.</param>
public sealed record IdentitySecrets(KeyPair KeyPair, TrustPolicy TrustPolicy)
{
    /// <summary>The public part; never the key.</summary>
    public override string ToString() => $"IdentitySecrets({KeyPair.PublicKey})";
}

/// <summary>A peer to whom we gave a name.</summary>
/// <param name="Name">The name, unique within the identity.</param>
/// <param name="PublicKey">The peer's identity key.</param>
public sealed record Contact(string Name, PublicKey PublicKey);
