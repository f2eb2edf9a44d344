using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Identities;

/// <summary>An identity of ours: its key and the installations that it has in this silo.</summary>
/// <param name="Key">Tenant and name.</param>
/// <param name="KeyPair">The identity key; null as long as the identity does not exist.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="Installations">Ids of its installations here; the first is the one that sends.</param>
public sealed record IdentityState(
    IdentityKey Key,
    KeyPair? KeyPair,
    DateTimeOffset CreatedAt,
    ImmutableArray<string> Installations
)
{
    /// <summary>With whom it converses.</summary>
    public TrustPolicy TrustPolicy { get; init; }

    /// <summary>The peers to whom we gave names, at most <see cref="MessagingLimits.Contacts"/>.</summary>
    public ImmutableSortedDictionary<string, PublicKey> Contacts { get; init; } = NoContacts;

    /// <summary>No contacts; names are compared as they are.</summary>
    public static ImmutableSortedDictionary<string, PublicKey> NoContacts { get; } =
        ImmutableSortedDictionary.Create<string, PublicKey>(StringComparer.Ordinal);

    /// <summary>What anybody may know of it; null as long as it does not exist.</summary>
    public IdentityInfo? Info =>
        KeyPair is null ? null : new(Key, KeyPair.PublicKey, Installations, CreatedAt, TrustPolicy);

    /// <summary>The public part; never the key.</summary>
    public override string ToString() => $"IdentityState({Key}, {KeyPair?.PublicKey})";
}
