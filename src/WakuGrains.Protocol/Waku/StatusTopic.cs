using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// A topic of the Status network: a name, from which both the content topic and the symmetric key follow. The name of a
/// negotiated topic is a secret, so it is never printed.
/// </summary>
public sealed class StatusTopic
{
    internal StatusTopic(string name)
    {
        Name = name;
        ContentTopic = ContentTopic.FromStatusName(name);
    }

    /// <summary>The content topic.</summary>
    public ContentTopic ContentTopic { get; }

    /// <summary>What is hashed.</summary>
    internal string Name { get; }

    /// <summary>The frame key of this topic, 32 bytes, where frames on it are symmetric. Slow: keep it.</summary>
    public SecretBytes DeriveKey() => TopicKey.Derive(Name);

    /// <summary>The content topic; never the name.</summary>
    public override string ToString() => ContentTopic.ToString();
}
