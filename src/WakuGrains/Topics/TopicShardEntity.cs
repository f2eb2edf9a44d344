using System.Collections.Immutable;
using WakuGrains.Engine;

namespace WakuGrains.Topics;

/// <summary>The thin shell of <see cref="TopicShard"/> over an engine's runner.</summary>
public sealed class TopicShardEntity(string key, IEntityRunner<TopicShardState> runner) : ITopicShard
{
    /// <inheritdoc/>
    public Task<bool> AddAsync(TopicListener listener, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => TopicShard.Add(state, listener), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<TopicListener>> ListAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync<ImmutableArray<TopicListener>>(
            static state => [.. state.Listeners.From(state.Listeners.First)],
            cancellationToken
        );

    /// <summary>The name of the shard, for logs.</summary>
    public override string ToString() => $"TopicShard({key})";
}
