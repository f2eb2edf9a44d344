namespace WakuGrains.Trust;

/// <summary>What is decided about a peer.</summary>
public enum PeerTrust
{
    /// <summary>Nothing: the identity's policy decides.</summary>
    Undecided,

    /// <summary>The peer is conversed with: at first use, by our writing to it, or by a decision.</summary>
    Trusted,

    /// <summary>The peer's key was compared out of band: its contact card was taken, or it was pinned by a decision.</summary>
    Pinned,

    /// <summary>The peer's messages are not read and none are sent to it.</summary>
    Refused,
}

/// <summary>Puts policy and decision together. Pure.</summary>
internal static class TrustRules
{
    /// <summary>Whether a message of a peer may be read: null when somebody has to decide first.</summary>
    public static bool? MayReceive(TrustPolicy policy, PeerTrust trust) =>
        (policy, trust) switch
        {
            (_, PeerTrust.Refused) => false,
            (_, PeerTrust.Pinned) => true,
            (TrustPolicy.Pinned, _) => false,
            (_, PeerTrust.Trusted) or (TrustPolicy.FirstUse, _) => true,
            _ => null,
        };

    /// <summary>Whether a peer may be written to. Whoever sends names the key, which decides where a decision is asked for.</summary>
    public static bool MaySend(TrustPolicy policy, PeerTrust trust) =>
        trust != PeerTrust.Refused && (policy != TrustPolicy.Pinned || trust == PeerTrust.Pinned);

    /// <summary>What is decided about a peer after a first message in either direction.</summary>
    public static PeerTrust AfterUse(PeerTrust trust) => trust == PeerTrust.Undecided ? PeerTrust.Trusted : trust;
}
