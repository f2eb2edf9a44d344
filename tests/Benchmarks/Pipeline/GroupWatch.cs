using System.Diagnostics.Metrics;
using WakuGrains.Diagnostics;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>Listens to the product's own meter: how many operations share a transaction of the store, and what it takes.</summary>
internal sealed class GroupWatch : IDisposable
{
    private const string GroupSize = "wakugrains.store.group.size";
    private const string GroupDuration = "wakugrains.store.group.duration";

    private readonly MeterListener listener = new();
    private long groups;
    private long operations;
    private long timed;
    private long ticks;

    public GroupWatch()
    {
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument.Meter.Name == Telemetry.Name && instrument.Name is GroupSize or GroupDuration)
                meters.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>(
            (_, size, _, _) =>
            {
                Interlocked.Increment(ref groups);
                Interlocked.Add(ref operations, size);
            }
        );
        listener.SetMeasurementEventCallback<double>(
            (_, seconds, _, _) =>
            {
                Interlocked.Add(ref ticks, TimeSpan.FromSeconds(seconds).Ticks);
                Interlocked.Increment(ref timed);
            }
        );
        listener.Start();
    }

    /// <summary>Transactions so far, and operations in them.</summary>
    public StoreGroups Groups => new(Interlocked.Read(ref groups), Interlocked.Read(ref operations));

    /// <summary>
    /// The time of all transactions so far. The store tells it just after those who wait have been answered, so this waits until
    /// every transaction that has begun has told.
    /// </summary>
    public TimeSpan ReadDuration()
    {
        SpinWait.SpinUntil(() => Interlocked.Read(ref timed) >= Interlocked.Read(ref groups));
        return TimeSpan.FromTicks(Interlocked.Read(ref ticks));
    }

    public void Dispose() => listener.Dispose();
}

/// <summary>Transactions, and the operations in them.</summary>
internal readonly record struct StoreGroups(long Count, long Operations)
{
    public static StoreGroups operator -(StoreGroups left, StoreGroups right) =>
        new(left.Count - right.Count, left.Operations - right.Operations);
}
