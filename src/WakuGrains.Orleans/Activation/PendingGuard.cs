using Orleans.Runtime;
using Orleans.Timers;

namespace WakuGrains.Orleans.Activation;

/// <summary>
/// A reminder that stands while an activation may have committed effects that are not carried out: when its silo dies, the
/// reminder brings the entity to life elsewhere and the effects are carried out there. One for many commits.
/// </summary>
internal sealed class PendingGuard(IGrainContext context, IReminderRegistry reminders, TimeSpan period)
{
    /// <summary>The reminder's name.</summary>
    public const string ReminderName = "pending";

    private bool stands;

    /// <summary>Makes sure that the reminder is registered. Called before a commit with effects.</summary>
    public async Task StandAsync()
    {
        if (stands)
            return;
        await reminders.RegisterOrUpdateReminder(context.GrainId, ReminderName, period, period);
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
