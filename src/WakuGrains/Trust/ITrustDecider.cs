using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Trust;

/// <summary>
/// Asked about a peer of whom nothing is decided when the identity's policy is <see cref="TrustPolicy.Ask"/>. A host registers its
/// own; without one the decision waits for the API.
/// </summary>
public interface ITrustDecider
{
    /// <summary>Decides, or leaves it open with <see cref="PeerTrust.Undecided"/>: the peer's messages stay held then.</summary>
    ValueTask<PeerTrust> DecideAsync(IdentityKey own, PublicKey peer, CancellationToken cancellationToken);
}
