using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Engine.Lanes;

/// <summary>Where the entries of lanes wait until they are handed on.</summary>
internal interface ILaneStore<TEntry>
    where TEntry : LaneEntry
{
    /// <summary>What waits in a lane with ids above <paramref name="afterId"/>, ascending. When it throws it is asked again.</summary>
    ValueTask<ImmutableArray<TEntry>> ReadAsync(string lane, long afterId, int limit);

    /// <summary>Notes what was taken. When it throws it is asked again.</summary>
    Task MarkAsync(IReadOnlyCollection<long> ids);
}
