using System.Diagnostics.Metrics;
using WakuGrains.Diagnostics;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>Listens to the product's own meter: how many operations share a transaction of the store.</summary>
internal sealed class GroupWatch : IDisposable
{
    private const string GroupSize = "wakugrains.store.group.size";

    private readonly MeterListener listener = new();
    private long groups;
    private long operations;

    public GroupWatch()
    {
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == Telemetry.Name && instrument.Name == GroupSize)
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>(
            (_, size, _, _) =>
            {
                Interlocked.Increment(ref groups);
                Interlocked.Add(ref operations, size);
            }
        );
        listener.Start();
    }

    /// <summary>Transactions so far, and operations in them.</summary>
    public StoreGroups Groups => new(Interlocked.Read(ref groups), Interlocked.Read(ref operations));

    public void Dispose() => listener.Dispose();
}

/// <summary>Transactions, and the operations in them.</summary>
internal readonly record struct StoreGroups(long Count, long Operations)
{
    public static StoreGroups operator -(StoreGroups left, StoreGroups right) =>
        new(left.Count - right.Count, left.Operations - right.Operations);
}
