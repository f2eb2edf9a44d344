using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WakuGrains.Protocol.Waku;

/// <summary>
/// Which shard carries a content topic (51/WAKU2-RELAY-SHARDING): the last eight bytes of SHA-256 of application and
/// version, modulo the number of shards. All topics of one application version share a shard.
/// </summary>
public static class Autosharding
{
    /// <summary>The shard of a content topic in a network of <paramref name="shardCount"/> shards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no shard.</exception>
    public static int ShardOf(ContentTopic topic, int shardCount)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shardCount);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(topic.Application + topic.Version));
        return (int)(BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(24)) % (ulong)shardCount);
    }

    /// <summary>The pubsub topic of a content topic in a cluster.</summary>
    public static string PubsubTopicOf(ContentTopic topic, int clusterId, int shardCount) =>
        PubsubTopicOf(clusterId, ShardOf(topic, shardCount));

    /// <summary>The pubsub topic of a shard: <c>/waku/2/rs/{cluster}/{shard}</c>.</summary>
    public static string PubsubTopicOf(int clusterId, int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"/waku/2/rs/{clusterId}/{shard}");
}
