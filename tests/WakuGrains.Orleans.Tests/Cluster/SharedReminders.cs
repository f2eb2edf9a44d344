using System.Globalization;
using Orleans.Runtime;

namespace WakuGrains.Orleans.Tests.Cluster;

/// <summary>A reminder table in memory that outlives silos.</summary>
internal sealed class SharedReminders : IReminderTable
{
    private readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> rows = [];
    private readonly Lock gate = new();
    private long last;

    /// <summary>How many reminders stand.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return rows.Count;
        }
    }

    /// <summary>How often one was registered.</summary>
    public long Registrations => Interlocked.Read(ref last);

    /// <summary>The reminders that stand.</summary>
    public IReadOnlyList<ReminderEntry> Entries
    {
        get
        {
            lock (gate)
                return [.. rows.Values];
        }
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Task.FromResult(Read(row => row.GrainId == grainId));

    // A range of the ring goes from above its beginning to its end, and round.
    public Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        Task.FromResult(
            Read(row =>
            {
                var hash = row.GrainId.GetUniformHashCode();
                return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
            })
        );

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
    {
        lock (gate)
            return Task.FromResult(rows.GetValueOrDefault((grainId, reminderName)));
    }

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        lock (gate)
        {
            entry.ETag = (++last).ToString(CultureInfo.InvariantCulture);
            rows[(entry.GrainId, entry.ReminderName)] = entry;
            return Task.FromResult<string?>(entry.ETag);
        }
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        lock (gate)
            return Task.FromResult(
                rows.TryGetValue((grainId, reminderName), out var row)
                    && row.ETag == eTag
                    && rows.Remove((grainId, reminderName))
            );
    }

    public Task TestOnlyClearTable()
    {
        lock (gate)
        {
            rows.Clear();
            last = 0;
        }

        return Task.CompletedTask;
    }

    private ReminderTableData Read(Func<ReminderEntry, bool> where)
    {
        lock (gate)
            return new ReminderTableData(rows.Values.Where(where).ToList());
    }
}
