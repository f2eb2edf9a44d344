namespace WakuGrains.Trust;

/// <summary>With whom an identity of ours converses.</summary>
public enum TrustPolicy
{
    /// <summary>With everybody: whoever writes first is trusted from then on.</summary>
    FirstUse,

    /// <summary>With peers who were pinned before, by a contact card or a decision. Nobody else's messages are read.</summary>
    Pinned,

    /// <summary>With peers about whom somebody has decided. Until then their messages are held as they came.</summary>
    Ask,
}
