using WakuGrains.Ports;

namespace WakuGrains.Orleans.Archives;

/// <summary>Registers reminders in their table, for silos that will be there later. No reminder service need run.</summary>
internal sealed class ReminderRows(IReminderTable table, TimeProvider time)
{
    private Task? started;

    /// <summary>Registers a reminder of a grain.</summary>
    /// <exception cref="StoreUnavailableException">The table did not take it.</exception>
    public async Task PutAsync(global::Orleans.Runtime.GrainId grain, string name, TimeSpan period)
    {
        await (started ??= table.StartAsync(CancellationToken.None));
        var entry = new ReminderEntry
        {
            GrainId = grain,
            ReminderName = name,
            StartAt = (time.GetUtcNow() + period).UtcDateTime,
            Period = period,
        };
        if (await table.UpsertRow(entry) is null)
            throw new StoreUnavailableException("The cluster's table of reminders did not take a reminder.");
    }
}
