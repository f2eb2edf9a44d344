using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Engine.Lanes;

/// <summary>What lanes need from outside: who takes their entries, the store and the bounds that all lanes share.</summary>
internal interface ILaneCourier<TEntry>
    where TEntry : LaneEntry
{
    /// <summary>Whether nothing more is to be begun.</summary>
    bool IsStopping { get; }

    /// <summary>Whether the lanes together hold as much in memory as they should.</summary>
    bool IsCrowded { get; }

    /// <summary>Counts an entry that a lane has taken into memory.</summary>
    void Hold(TEntry entry);

    /// <summary>Counts an entry that a lane has let go.</summary>
    void LetGo(TEntry entry);

    /// <summary>Waits for the right to begin one entry; <see cref="CarryAsync"/> gives it back.</summary>
    Task WaitForSlotAsync();

    /// <summary>
    /// Hands an entry over until it is taken or put aside, or until the end. The inner task completes when that is stored.
    /// </summary>
    Task<Task> CarryAsync(TEntry entry);

    /// <summary>Reads a lane's entries from the store; none at the end.</summary>
    Task<ImmutableArray<TEntry>> ReadAsync(string lane, long afterId, int limit);
}
