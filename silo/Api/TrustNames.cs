using WakuGrains.Messages;
using WakuGrains.Trust;

namespace WakuGrains.Silo.Api;

/// <summary>Reads trust policies and decisions as the API writes them, in snake case.</summary>
internal static class TrustNames
{
    /// <summary>A policy.</summary>
    /// <exception cref="InvalidRequestException">There is no such policy.</exception>
    public static TrustPolicy Policy(string text) =>
        text switch
        {
            "first_use" => TrustPolicy.FirstUse,
            "pinned" => TrustPolicy.Pinned,
            "ask" => TrustPolicy.Ask,
            _ => throw new InvalidRequestException(
                "policy",
                "trust_policy_unknown",
                "A trust policy is first_use, pinned or ask."
            ),
        };

    /// <summary>A decision about a peer.</summary>
    /// <exception cref="InvalidRequestException">There is no such decision.</exception>
    public static PeerTrust Decision(string text) =>
        text switch
        {
            "trusted" => PeerTrust.Trusted,
            "pinned" => PeerTrust.Pinned,
            "refused" => PeerTrust.Refused,
            "undecided" => PeerTrust.Undecided,
            _ => throw new InvalidRequestException(
                "trust",
                "trust_unknown",
                "A decision about a peer is trusted, pinned, refused or undecided."
            ),
        };
}
