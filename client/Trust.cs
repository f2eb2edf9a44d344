using System.Text.Json.Serialization;

namespace WakuGrains.Client;

/// <summary>With whom an identity converses.</summary>
public enum TrustPolicy
{
    /// <summary>With everybody: whoever writes first is trusted from then on.</summary>
    [JsonStringEnumMemberName("first_use")]
    FirstUse,

    /// <summary>With peers who were pinned before, by a contact card or a decision.</summary>
    [JsonStringEnumMemberName("pinned")]
    Pinned,

    /// <summary>With peers about whom somebody has decided; until then their messages are held.</summary>
    [JsonStringEnumMemberName("ask")]
    Ask,
}

/// <summary>What is decided about a peer.</summary>
public enum PeerTrust
{
    /// <summary>Nothing: the identity's policy decides.</summary>
    [JsonStringEnumMemberName("undecided")]
    Undecided,

    /// <summary>The peer is conversed with.</summary>
    [JsonStringEnumMemberName("trusted")]
    Trusted,

    /// <summary>The peer's key was compared out of band.</summary>
    [JsonStringEnumMemberName("pinned")]
    Pinned,

    /// <summary>The peer's messages are not read and none are sent to it.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}
