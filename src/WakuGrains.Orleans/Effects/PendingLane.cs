using System.Collections.Immutable;
using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Effects;

/// <summary>
/// Some of an entity's pending effects, as lanes see them. An activation gives out each of them once: a lane keeps what it got
/// until it is taken or put aside, and what is put aside waits for the next activation.
/// </summary>
internal abstract class PendingLane<TEntry>(PendingEffects pending) : ILaneStore<TEntry>
    where TEntry : LaneEntry
{
    private long given;

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<TEntry>> ReadAsync(string lane, long afterId, int limit)
    {
        var entries = pending.Read(Math.Max(afterId, given), limit, each => Entry(lane, each));
        if (!entries.IsEmpty)
            given = entries[^1].Id;
        return new(entries);
    }

    /// <inheritdoc/>
    public abstract Task MarkAsync(IReadOnlyCollection<long> ids);

    /// <summary>The entry of an effect that travels here, else null.</summary>
    protected abstract TEntry? Entry(string lane, PendingEffect effect);
}
