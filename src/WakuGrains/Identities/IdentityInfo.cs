using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Identities;

/// <summary>What anybody may know of an identity of ours.</summary>
/// <param name="Key">Tenant and name.</param>
/// <param name="PublicKey">What peers address.</param>
/// <param name="Installations">Our own devices of this identity in this silo; the first is the one that sends.</param>
/// <param name="CreatedAt">When it was created.</param>
public sealed record IdentityInfo(
    IdentityKey Key,
    PublicKey PublicKey,
    ImmutableArray<string> Installations,
    DateTimeOffset CreatedAt
);

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
