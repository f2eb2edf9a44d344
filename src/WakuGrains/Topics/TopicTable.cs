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

    /// <summary>Takes listeners out. Nobody is told: the node goes on to hand over what nobody listens to.</summary>
    public void Remove(IEnumerable<TopicListener> listeners)
    {
        ArgumentNullException.ThrowIfNull(listeners);
        foreach (var listener in listeners)
            Remove(listener);
    }

    // It may change meanwhile; what was there is replaced only as it was seen.
    private void Remove(TopicListener listener)
    {
        while (byTopic.TryGetValue(listener.ContentTopic, out var present))
        {
            var left = present.RemoveAll(other => IsSame(other, listener));
            var isDone = left.IsEmpty
                ? byTopic.TryRemove(
                    new KeyValuePair<string, ImmutableArray<TopicListener>>(listener.ContentTopic, present)
                )
                : byTopic.TryUpdate(listener.ContentTopic, left, present);
            if (isDone)
                return;
        }
    }

    private static bool IsSame(TopicListener one, TopicListener other) =>
        one.Installation == other.Installation
        && one.Kind == other.Kind
        && Equals(one.SymmetricKey, other.SymmetricKey);
}
