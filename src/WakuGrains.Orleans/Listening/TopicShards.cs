using System.Globalization;
using System.IO.Hashing;
using System.Text;
using WakuGrains.Orleans.Keeping;

namespace WakuGrains.Orleans.Listening;

/// <summary>How the content topics are shared out among their owners. The number never changes: what is stored depends on it.</summary>
internal static class TopicShards
{
    /// <summary>Shares of the topics: enough to spread them over a dozen silos.</summary>
    public const int Count = 16;

    /// <summary>The keys of all owners.</summary>
    public static IEnumerable<string> Keys => Enumerable.Range(0, Count).Select(KeyOf);

    /// <summary>The key of a topic's owner.</summary>
    public static string KeyFor(string contentTopic) =>
        KeyOf((int)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(contentTopic)) % Count));

    /// <summary>Keeps the owner of a share alive.</summary>
    public static KeptGrain Keep(string shard) =>
        new(
            $"listens to share {shard} of the content topics",
            grains => grains.GetGrain<ITopicShardGrain>(shard).EnsureAsync()
        );

    private static string KeyOf(int number) => number.ToString(CultureInfo.InvariantCulture);
}
