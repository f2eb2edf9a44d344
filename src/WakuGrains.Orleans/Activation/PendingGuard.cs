using Orleans.Runtime;
using Orleans.Timers;

namespace WakuGrains.Orleans.Activation;

/// <summary>
/// A reminder that stands while an activation may have committed effects that are not carried out: when its silo dies, the
/// reminder brings the entity to life elsewhere and the effects are carried out there. One for many commits.
/// </summary>
internal sealed class PendingGuard(IGrainContext context, IReminderRegistry reminders)
{
    /// <summary>The reminder's name.</summary>
    public const string ReminderName = "pending";

    // The shortest that the reminder service takes.
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private bool stands;

    /// <summary>Makes sure that the reminder is registered. Called before a commit with effects.</summary>
    public async Task StandAsync()
    {
        if (stands)
            return;
        await reminders.RegisterOrUpdateReminder(context.GrainId, ReminderName, Period, Period);
        stands = true;
    }

    /// <summary>Ends the reminder: everything is carried out.</summary>
    public async Task LiftAsync()
    {
        if (await reminders.GetReminder(context.GrainId, ReminderName) is { } reminder)
            await reminders.UnregisterReminder(context.GrainId, reminder);
        stands = false;
    }
}
