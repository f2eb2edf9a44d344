using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Mailboxes;

/// <summary>
/// Lets readers of this process wait for mailboxes that live anywhere in the cluster. A mailbox that moved meanwhile does not
/// know who waits: after a while a reader looks again, and says again that it waits.
/// </summary>
internal sealed class ClusterMailboxChanges(IGrainFactory grains, MailboxWatcher waiting, TimeProvider time)
    : IMailboxChanges,
        IMailboxObserver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private Task<IMailboxObserver>? self;

    /// <inheritdoc/>
    public async ValueTask<Task> NextChangeAsync(InstallationKey mailbox, CancellationToken cancellationToken)
    {
        var change = waiting.NextChange(mailbox);
        await grains.GetGrain<IMailboxGrain>(GrainKeys.Of(mailbox.ToString())).WatchAsync(await SelfAsync());
        return WaitAsync(change);
    }

    /// <inheritdoc/>
    public Task ChangedAsync(string mailbox)
    {
        waiting.Changed(InstallationKey.Parse(mailbox));
        return Task.CompletedTask;
    }

    private async Task WaitAsync(Task change)
    {
        try
        {
            await change.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // The reader looks again.
        }
    }

    // Grains wait too, and a reference cannot be made inside of one.
    private Task<IMailboxObserver> SelfAsync()
    {
        lock (gate)
            return self is null or { IsFaulted: true }
                ? self = Task.Run(() => grains.CreateObjectReference<IMailboxObserver>(this))
                : self;
    }
}
