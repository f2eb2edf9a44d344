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

    /// <summary>Whether it is registered, as far as this activation knows.</summary>
    public bool Stands { get; private set; }

    /// <summary>Makes sure that the reminder is registered. Called before a commit with effects.</summary>
    public async Task StandAsync()
    {
        if (Stands)
            return;
        await reminders.RegisterOrUpdateReminder(context.GrainId, ReminderName, period, period);
        Stands = true;
    }

    /// <summary>Finds out whether an activation before this one has registered it.</summary>
    public async Task FindAsync() =>
        Stands = Stands || await reminders.GetReminder(context.GrainId, ReminderName) is not null;

    /// <summary>Ends the reminder: everything is carried out.</summary>
    public async Task LiftAsync()
    {
        if (await reminders.GetReminder(context.GrainId, ReminderName) is { } reminder)
            await reminders.UnregisterReminder(context.GrainId, reminder);
        Stands = false;
    }

    /// <summary>Forgets that it was registered: another activation may have ended it.</summary>
    public void Doubt() => Stands = false;
}
