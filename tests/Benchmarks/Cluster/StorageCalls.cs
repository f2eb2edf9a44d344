namespace WakuGrains.Benchmarks.Cluster;

/// <summary>Calls of a storage provider.</summary>
/// <param name="Reads">Rows read.</param>
/// <param name="Writes">Rows written.</param>
/// <param name="Deletes">Rows deleted.</param>
/// <param name="Bytes">Bytes of the rows written, before encryption.</param>
/// <param name="Time">What they took together.</param>
internal readonly record struct StorageCalls(long Reads, long Writes, long Deletes, long Bytes, TimeSpan Time)
{
    /// <summary>All of them.</summary>
    public long Count => Reads + Writes + Deletes;

    public static StorageCalls operator +(StorageCalls one, StorageCalls other) =>
        new(
            one.Reads + other.Reads,
            one.Writes + other.Writes,
            one.Deletes + other.Deletes,
            one.Bytes + other.Bytes,
            one.Time + other.Time
        );

    public static StorageCalls operator -(StorageCalls left, StorageCalls right) =>
        new(
            left.Reads - right.Reads,
            left.Writes - right.Writes,
            left.Deletes - right.Deletes,
            left.Bytes - right.Bytes,
            left.Time - right.Time
        );
}
