using WakuGrains.Engine;

namespace WakuGrains.Ports;

/// <summary>Lets readers wait for a mailbox, wherever in the cluster something is delivered to it.</summary>
public interface IMailboxChanges
{
    /// <summary>
    /// A task that completes at the next change, once it is made sure that none is missed. Take it before reading the mailbox: a
    /// change in between completes it. It may complete without a change.
    /// </summary>
    ValueTask<Task> NextChangeAsync(InstallationKey mailbox, CancellationToken cancellationToken);
}
