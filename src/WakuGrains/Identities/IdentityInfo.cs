using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Identities;

/// <summary>What anybody may know of an identity of ours.</summary>
/// <param name="Key">Tenant and name.</param>
/// <param name="PublicKey">What peers address.</param>
/// <param name="Installations">Our own devices of this identity in this silo; the first is the one that sends.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="TrustPolicy">With whom it converses.</param>
public sealed record IdentityInfo(
    IdentityKey Key,
    PublicKey PublicKey,
    ImmutableArray<string> Installations,
    DateTimeOffset CreatedAt,
    TrustPolicy TrustPolicy
);

/// <summary>An identity with its private key. Whoever has it is the identity.</summary>
/// <param name="Identity">The identity.</param>
/// <param name="PrivateKey">Its private key, 64 lower-case hex digits.</param>
public sealed record IdentityExport(IdentityInfo Identity, string PrivateKey)
{
    /// <summary>The public part; never the key.</summary>
    public override string ToString() => $"IdentityExport({Identity.PublicKey})";
}

/// <summary>A contact card: everything a peer needs to write to an identity, handed over out of band.</summary>
/// <param name="PublicKey">The identity key.</param>
/// <param name="CompressedKey">The form that people see and paste: <c>zQ3sh…</c>.</param>
/// <param name="ProfileLink">A link that a Status app opens.</param>
/// <param name="Bundle">The signed bundle, serialised.</param>
/// <param name="Text">The whole card as one line of text, also what its QR code holds: profile link, a space, base64url of the bundle.</param>
public sealed record ContactCard(
    PublicKey PublicKey,
    string CompressedKey,
    string ProfileLink,
    ReadOnlyMemory<byte> Bundle,
    string Text
);
