using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Engine;

/// <summary>Why an installation listens on a content topic (facts 8.1).</summary>
public enum TopicKind
{
    /// <summary>A contact code topic, our own or a contact's: bundles. Symmetric.</summary>
    ContactCode,

    /// <summary>Our partition of the discovery topics: first contact. ECIES to our identity.</summary>
    Partitioned,

    /// <summary>Our personal discovery topic. ECIES to our identity.</summary>
    Personal,

    /// <summary>The topic negotiated with one peer. Symmetric.</summary>
    Negotiated,

    /// <summary>A group's chat. Symmetric.</summary>
    Group,
}

/// <summary>One installation's interest in one content topic.</summary>
/// <param name="Installation">Who listens.</param>
/// <param name="ContentTopic">The content topic, such as <c>/waku/1/0x267af2e9/rfc26</c>.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="SymmetricKey">The frame key, 32 bytes, for the symmetric kinds; null where frames are ECIES.</param>
public sealed record TopicListener(
    InstallationKey Installation,
    string ContentTopic,
    TopicKind Kind,
    SecretBytes? SymmetricKey
);
