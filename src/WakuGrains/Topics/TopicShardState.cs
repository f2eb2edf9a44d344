using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Topics;

/// <summary>Some of the topic listeners of a silo.</summary>
/// <param name="Key">The name of the shard.</param>
/// <param name="Listeners">The listeners in the order in which they came.</param>
/// <param name="Known">Who listens on which content topic for what.</param>
/// <param name="ContentTopics">The content topics that somebody listens on.</param>
public sealed record TopicShardState(
    string Key,
    PageRing<TopicListener> Listeners,
    ImmutableHashSet<(InstallationKey Installation, string ContentTopic, TopicKind Kind)> Known,
    ImmutableHashSet<string> ContentTopics
)
{
    /// <summary>A shard without listeners.</summary>
    public static TopicShardState Empty(string key) => Of(key, new(TopicListenerCodec.Layout));

    /// <summary>How many listeners there are; not which.</summary>
    public override string ToString() => $"TopicShardState({Key}, {Known.Count} listeners)";

    internal static TopicShardState Of(string key, PageRing<TopicListener> listeners)
    {
        var all = listeners.From(listeners.First).ToList();
        return new(
            key,
            listeners,
            all.Select(IdOf).ToImmutableHashSet(),
            all.Select(listener => listener.ContentTopic).ToImmutableHashSet(StringComparer.Ordinal)
        );
    }

    internal static (InstallationKey Installation, string ContentTopic, TopicKind Kind) IdOf(TopicListener listener) =>
        (listener.Installation, listener.ContentTopic, listener.Kind);
}
