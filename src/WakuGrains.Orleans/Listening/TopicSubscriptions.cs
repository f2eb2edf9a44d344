using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Topics;

namespace WakuGrains.Orleans.Listening;

/// <summary>What one owner of topics has in its silo: entries in the topic table and subscriptions at the node.</summary>
internal sealed class TopicSubscriptions(TopicTable topics, IWakuNode node)
{
    private readonly HashSet<string> subscribed = new(StringComparer.Ordinal);
    private ImmutableArray<TopicListener> own = [];

    /// <summary>Listens for listeners; the same again changes nothing.</summary>
    /// <exception cref="WakuNodeException">The node did not subscribe; the same call may succeed later.</exception>
    public async Task TakeAsync(ImmutableArray<TopicListener> listeners, CancellationToken cancellationToken)
    {
        own = own.AddRange(listeners);
        foreach (var listener in listeners)
            topics.Add(listener);
        var added = listeners
            .Select(listener => listener.ContentTopic)
            .Where(topic => !subscribed.Contains(topic))
            .ToHashSet();
        if (added.Count == 0)
            return;
        await node.SubscribeAsync(added, cancellationToken);
        subscribed.UnionWith(added);
    }

    /// <summary>The owner goes: its silo does not listen for it any more.</summary>
    public void LetGo() => topics.Remove(own);
}
