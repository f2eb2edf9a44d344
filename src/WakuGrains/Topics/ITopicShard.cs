using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Topics;

/// <summary>
/// Some of the topic listeners of a silo, kept across restarts where the storage cannot list them, addressed through an engine. Who
/// looks for the listeners of an envelope asks <see cref="TopicTable"/>, which is in memory.
/// </summary>
public interface ITopicShard
{
    /// <summary>Adds a listener. Idempotent by installation, content topic and kind. Completes when it is durable.</summary>
    /// <returns>Whether nobody of this shard listened on the content topic before.</returns>
    /// <exception cref="EntityFullException">There are too many (<see cref="MessagingLimits.TopicPages"/>).</exception>
    Task<bool> AddAsync(TopicListener listener, CancellationToken cancellationToken);

    /// <summary>All listeners, in the order in which they came.</summary>
    Task<ImmutableArray<TopicListener>> ListAsync(CancellationToken cancellationToken);
}
