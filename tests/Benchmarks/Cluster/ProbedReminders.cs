using Orleans;
using Orleans.Runtime;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>A reminder table whose calls for single grains are counted; that silos read their share of it again and again is not.</summary>
internal sealed class ProbedReminders(IReminderTable inner, StorageProbe probe) : IReminderTable
{
    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken = default) => inner.StopAsync(cancellationToken);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Counted().ReadRows(grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => inner.ReadRows(begin, end);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        Counted().ReadRow(grainId, reminderName);

    public Task<string?> UpsertRow(ReminderEntry entry) => Counted().UpsertRow(entry);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        Counted().RemoveRow(grainId, reminderName, eTag);

    public Task TestOnlyClearTable() => inner.TestOnlyClearTable();

    private IReminderTable Counted()
    {
        probe.Reminding();
        return inner;
    }
}
