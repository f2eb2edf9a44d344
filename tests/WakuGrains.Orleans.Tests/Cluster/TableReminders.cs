using Orleans.Runtime;
using Orleans.Timers;

namespace WakuGrains.Orleans.Tests.Cluster;

/// <summary>Reminders as a grain sees them, over a table alone: they never fire.</summary>
internal sealed class TableReminders(SharedReminders table) : IReminderRegistry
{
    public async Task<IGrainReminder> RegisterOrUpdateReminder(
        GrainId callingGrainId,
        string reminderName,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var entry = new ReminderEntry
        {
            GrainId = callingGrainId,
            ReminderName = reminderName,
            Period = period,
        };
        return new Reminder(reminderName, (await table.UpsertRow(entry))!);
    }

    // What the runtime's registry says when the entry is not the one that was registered.
    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        var known = (Reminder)reminder;
        if (!await table.RemoveRow(callingGrainId, known.ReminderName, known.ETag))
            throw new ReminderException("The tag is another.");
    }

    public async Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        await table.ReadRow(callingGrainId, reminderName) is { } entry
            ? new Reminder(entry.ReminderName, entry.ETag!)
            : null;

    public async Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId)
    {
        var rows = await table.ReadRows(callingGrainId);
        return [.. rows.Reminders.Select(entry => new Reminder(entry.ReminderName, entry.ETag!))];
    }

    private sealed record Reminder(string ReminderName, string ETag) : IGrainReminder;
}
