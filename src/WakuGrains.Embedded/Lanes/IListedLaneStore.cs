using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Lanes;

/// <summary>A store that knows in which lanes something waits, so that a start takes it up.</summary>
internal interface IListedLaneStore<TEntry> : ILaneStore<TEntry>
    where TEntry : LaneEntry
{
    /// <summary>The lanes in which something waits.</summary>
    IAsyncEnumerable<string> ListLanesAsync(CancellationToken cancellationToken);
}
