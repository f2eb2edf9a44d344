using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Trust;

/// <summary>The identity's trust policy, or a decision about the peer, forbids to write to it.</summary>
public sealed class PeerNotTrustedException : Exception
{
    /// <summary>Creates the exception.</summary>
    public PeerNotTrustedException(PublicKey peer)
        : base($"The peer {peer} is not trusted by this identity: pin it, or change the policy.") => Peer = peer;

    /// <summary>The peer.</summary>
    public PublicKey Peer { get; }
}
