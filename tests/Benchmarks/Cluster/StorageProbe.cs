using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Orleans;
using WakuGrains.Orleans.Placement;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>Stands before storage provider and reminder table of every silo of a cluster and counts what is asked of them.</summary>
internal sealed class StorageProbe(TimeProvider time)
{
    private readonly ConcurrentDictionary<GrainId, Tally> tallies = new();
    private long reminders;

    /// <summary>A provider that is counted.</summary>
    public IGrainStorage Before(IGrainStorage inner) => new ProbedStorage(inner, this);

    /// <summary>A reminder table that is counted.</summary>
    public IReminderTable Before(IReminderTable inner) => new ProbedReminders(inner, this);

    /// <summary>Everything up to now.</summary>
    public StorageReading Read() =>
        new(
            tallies
                .GroupBy(each => UserOf(each.Key))
                .ToImmutableDictionary(
                    user => user.Key,
                    user => user.Aggregate(default(StorageCalls), (sum, each) => sum + each.Value.Read())
                ),
            Interlocked.Read(ref reminders)
        );

    /// <summary>The calls of one grain up to now.</summary>
    public StorageCalls ReadOf(GrainId grain) => tallies.TryGetValue(grain, out var tally) ? tally.Read() : default;

    /// <summary>A row is read.</summary>
    public Task ReadingAsync(GrainId grain, Func<Task> call) =>
        RunAsync(TallyOf(grain), tally => ref tally.Reads, call);

    /// <summary>A row of so many bytes is written.</summary>
    public Task WritingAsync(GrainId grain, long bytes, Func<Task> call)
    {
        var tally = TallyOf(grain);
        Interlocked.Add(ref tally.Bytes, bytes);
        return RunAsync(tally, each => ref each.Writes, call);
    }

    /// <summary>A row is deleted.</summary>
    public Task DeletingAsync(GrainId grain, Func<Task> call) =>
        RunAsync(TallyOf(grain), tally => ref tally.Deletes, call);

    /// <summary>A reminder of a grain is looked up, registered or ended.</summary>
    public void Reminding() => Interlocked.Increment(ref reminders);

    private async Task RunAsync(Tally tally, CounterOf counter, Func<Task> call)
    {
        var begin = time.GetTimestamp();
        try
        {
            await call();
        }
        finally
        {
            Interlocked.Increment(ref counter(tally));
            Interlocked.Add(ref tally.Ticks, time.GetElapsedTime(begin).Ticks);
        }
    }

    private Tally TallyOf(GrainId grain) => tallies.GetOrAdd(grain, static _ => new Tally());

    private static StorageUser UserOf(GrainId grain) =>
        new(grain.Type.ToString()!, IdentityPlacementDirector.IdentityOf(GrainKeys.Read(grain.Key.ToString()!)));

    private delegate ref long CounterOf(Tally tally);

    private sealed class Tally
    {
        public long Reads;
        public long Writes;
        public long Deletes;
        public long Bytes;
        public long Ticks;

        public StorageCalls Read() =>
            new(
                Interlocked.Read(ref Reads),
                Interlocked.Read(ref Writes),
                Interlocked.Read(ref Deletes),
                Interlocked.Read(ref Bytes),
                TimeSpan.FromTicks(Interlocked.Read(ref Ticks))
            );
    }
}
