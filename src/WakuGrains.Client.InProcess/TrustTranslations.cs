using Model = WakuGrains.Trust;

namespace WakuGrains.Client.InProcess;

/// <summary>Between the messaging model's words about trust and the client's.</summary>
internal static class TrustTranslations
{
    public static Client.TrustPolicy Policy(Model.TrustPolicy policy) =>
        policy switch
        {
            Model.TrustPolicy.FirstUse => Client.TrustPolicy.FirstUse,
            Model.TrustPolicy.Pinned => Client.TrustPolicy.Pinned,
            Model.TrustPolicy.Ask => Client.TrustPolicy.Ask,
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a policy."),
        };

    public static Model.TrustPolicy Policy(Client.TrustPolicy policy) =>
        policy switch
        {
            Client.TrustPolicy.FirstUse => Model.TrustPolicy.FirstUse,
            Client.TrustPolicy.Pinned => Model.TrustPolicy.Pinned,
            Client.TrustPolicy.Ask => Model.TrustPolicy.Ask,
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a policy."),
        };

    public static Client.PeerTrust Decision(Model.PeerTrust trust) =>
        trust switch
        {
            Model.PeerTrust.Undecided => Client.PeerTrust.Undecided,
            Model.PeerTrust.Trusted => Client.PeerTrust.Trusted,
            Model.PeerTrust.Pinned => Client.PeerTrust.Pinned,
            Model.PeerTrust.Refused => Client.PeerTrust.Refused,
            _ => throw new ArgumentOutOfRangeException(nameof(trust), trust, "Not a decision."),
        };

    public static Model.PeerTrust Decision(Client.PeerTrust trust) =>
        trust switch
        {
            Client.PeerTrust.Undecided => Model.PeerTrust.Undecided,
            Client.PeerTrust.Trusted => Model.PeerTrust.Trusted,
            Client.PeerTrust.Pinned => Model.PeerTrust.Pinned,
            Client.PeerTrust.Refused => Model.PeerTrust.Refused,
            _ => throw new ArgumentOutOfRangeException(nameof(trust), trust, "Not a decision."),
        };
}
