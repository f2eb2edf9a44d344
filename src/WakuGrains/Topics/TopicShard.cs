using WakuGrains.Engine;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Topics;

/// <summary>What a shard of topic listeners does: it grows. Pure; knows nothing of envelopes.</summary>
public static class TopicShard
{
    /// <summary>Adds a listener; whether nobody listened on its content topic before.</summary>
    /// <exception cref="EntityFullException">There is no room for it.</exception>
    public static Step<TopicShardState, bool> Add(TopicShardState state, TopicListener listener)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(listener);
        var id = TopicShardState.IdOf(listener);
        if (state.Known.Contains(id))
            return Step.Unchanged(state, false);
        var listeners =
            state.Listeners.TryAppend(listener)
            ?? throw new EntityFullException(
                $"The shard '{state.Key}' is full with {state.Known.Count} topic listeners."
            );
        var topics = state.ContentTopics.Add(listener.ContentTopic);
        return Step.To(
            state with
            {
                Listeners = listeners,
                Known = state.Known.Add(id),
                ContentTopics = topics,
            },
            topics != state.ContentTopics
        );
    }
}
