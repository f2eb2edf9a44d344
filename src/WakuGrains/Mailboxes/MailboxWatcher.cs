using System.Collections.Concurrent;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Mailboxes;

/// <summary>Wakes who waits for a mailbox. In memory only: what was missed is in the mailbox.</summary>
public sealed class MailboxWatcher : IMailboxWatcher
{
    private readonly ConcurrentDictionary<InstallationKey, TaskCompletionSource> waiting = new();

    /// <summary>
    /// A task that completes at the next change. Take it before reading the mailbox: a change in between is not missed then.
    /// </summary>
    public Task NextChange(InstallationKey mailbox) =>
        waiting
            .GetOrAdd(mailbox, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .Task;

    /// <inheritdoc/>
    public void Changed(InstallationKey mailbox)
    {
        if (waiting.TryRemove(mailbox, out var source))
            source.SetResult();
    }
}
