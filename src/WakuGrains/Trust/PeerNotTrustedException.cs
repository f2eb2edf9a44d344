using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Trust;

/// <summary>The identity's trust policy, or a decision about the peer, forbids to write to it.</summary>
public sealed class PeerNotTrustedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="field">The field of the request that names it.</param>
    public PeerNotTrustedException(PublicKey peer, string field = "to")
        : base($"The peer {peer} is not trusted by this identity: pin it, or change the policy.") =>
        (Peer, Field) = (peer, field);

    /// <summary>The peer.</summary>
    public PublicKey Peer { get; }

    /// <summary>The field of the request that names the peer, in camel case.</summary>
    public string Field { get; }
}
