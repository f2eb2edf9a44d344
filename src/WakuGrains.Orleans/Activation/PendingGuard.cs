using Orleans.Runtime;
using Orleans.Timers;

namespace WakuGrains.Orleans.Activation;

/// <summary>
/// A reminder that stands while an activation may have committed effects that are not carried out: when its silo dies, the
/// reminder brings the entity to life elsewhere and the effects are carried out there. One for many commits.
/// </summary>
internal sealed class PendingGuard(GrainId grain, IReminderRegistry reminders, TimeSpan period)
{
    /// <summary>The reminder's name.</summary>
    public const string ReminderName = "pending";

    private bool stands;
    private IGrainReminder? known;

    /// <summary>Whether this activation knows a reminder that it has to end.</summary>
    public bool IsKnown => known is not null;

    /// <summary>Makes sure that the reminder is registered. Called before a commit with effects.</summary>
    public async Task StandAsync()
    {
        if (stands)
            return;
        known = await reminders.RegisterOrUpdateReminder(grain, ReminderName, period, period);
        stands = true;
    }

    /// <summary>It has fired: whoever registered it, this activation ends it.</summary>
    public async Task FiredAsync()
    {
        known = await reminders.GetReminder(grain, ReminderName);
        stands &= IsKnown;
    }

    /// <summary>Doubts that it is registered: another activation may have ended it.</summary>
    public void Doubt() => stands = false;

    /// <summary>
    /// Ends the reminder that is known: everything is carried out, and a write since has proven that nobody else has committed
    /// anything. One that another activation has registered since is another, and stays.
    /// </summary>
    public async Task LiftAsync()
    {
        if (known is null)
            return;
        try
        {
            await reminders.UnregisterReminder(grain, known);
        }
        catch (ReminderException)
        {
            // It is another's, or cannot be ended now: then it fires again, and is ended by whom it brings to life.
        }

        (stands, known) = (false, null);
    }
}
