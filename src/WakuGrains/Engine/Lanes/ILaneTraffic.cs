using WakuGrains.Ports;

namespace WakuGrains.Engine.Lanes;

/// <summary>What travels in lanes: who takes it and what is said when that goes wrong.</summary>
internal interface ILaneTraffic<TEntry>
    where TEntry : LaneEntry
{
    /// <summary>Bytes that an entry brings to memory, without the entry itself.</summary>
    long SizeOf(TEntry entry);

    /// <summary>Hands an entry to who takes it. Whatever it throws makes the lane try again after a pause.</summary>
    /// <returns>Whether it was taken, or is to be left in the store.</returns>
    Task<Handover> HandOverAsync(TEntry entry, CancellationToken cancellationToken);

    /// <summary>An attempt failed, counted from 1; there is another.</summary>
    void NotTaken(TEntry entry, Exception exception, int attempt);

    /// <summary>What was taken could not be noted; it is tried again.</summary>
    void NotMarked(Exception exception, int count);

    /// <summary>The store could not be read, counted from 1; it is tried again.</summary>
    void NotRead(Exception exception, int attempt);
}

/// <summary>What came of handing an entry over.</summary>
internal enum Handover
{
    /// <summary>It failed and is tried again.</summary>
    Failed,

    /// <summary>It was taken and can be marked.</summary>
    Taken,

    /// <summary>It cannot be taken by this process: it stays in the store until the next start, and the lane goes on.</summary>
    PutAside,
}
