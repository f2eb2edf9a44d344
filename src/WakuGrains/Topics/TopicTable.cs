using System.Collections.Concurrent;
using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Topics;

/// <summary>
/// Which of our installations listen on which content topic, in memory; the store keeps it across restarts. Grows with the
/// number of sessions, about 300 bytes each.
/// </summary>
public sealed class TopicTable : ITopicTable
{
    private readonly ConcurrentDictionary<string, ImmutableArray<TopicListener>> byTopic = new(StringComparer.Ordinal);

    /// <summary>Every content topic that is listened to.</summary>
    public IReadOnlyCollection<string> ContentTopics => byTopic.Keys.ToList();

    /// <summary>The listeners on a topic; none for a topic of others.</summary>
    public ImmutableArray<TopicListener> Find(string contentTopic) =>
        byTopic.TryGetValue(contentTopic, out var listeners) ? listeners : [];

    /// <inheritdoc/>
    public bool Add(TopicListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var isNew = false;
        byTopic.AddOrUpdate(
            listener.ContentTopic,
            _ =>
            {
                isNew = true;
                return [listener];
            },
            (_, present) =>
            {
                isNew = false;
                return present.Any(other => IsSame(other, listener)) ? present : present.Add(listener);
            }
        );
        return isNew;
    }

    private static bool IsSame(TopicListener one, TopicListener other) =>
        one.Installation == other.Installation
        && one.Kind == other.Kind
        && Equals(one.SymmetricKey, other.SymmetricKey);
}
