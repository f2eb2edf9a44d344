using System.Collections.Concurrent;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Mailboxes;

/// <summary>Wakes who waits for a mailbox. In memory only: what was missed is in the mailbox.</summary>
public sealed class MailboxWatcher : IMailboxWatcher, IMailboxChanges
{
    private readonly ConcurrentDictionary<InstallationKey, TaskCompletionSource> waiting = new();

    /// <inheritdoc/>
    public ValueTask<Task> NextChangeAsync(InstallationKey mailbox, CancellationToken cancellationToken) =>
        new(NextChange(mailbox));

    /// <summary>A task that completes at the next change.</summary>
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
