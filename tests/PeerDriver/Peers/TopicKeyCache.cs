using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>Keys of topics, each derived once: the derivation is slow.</summary>
internal sealed class TopicKeyCache
{
    private readonly Dictionary<string, SecretBytes> keys = new(StringComparer.Ordinal);

    public SecretBytes Of(StatusTopic topic)
    {
        if (!keys.TryGetValue(topic.Name, out var key))
            keys[topic.Name] = key = topic.DeriveKey();
        return key;
    }
}
