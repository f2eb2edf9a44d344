using WakuGrains.Mailboxes;

namespace WakuGrains.Orleans;

/// <summary>The mailbox of an installation as a grain. Its key is that of its <see cref="Engine.InstallationKey"/> (<see cref="GrainKeys"/>).</summary>
[Alias("waku.IMailboxGrain")]
public interface IMailboxGrain : IMailbox, IGrainWithStringKey
{
    /// <summary>Tells an observer of every change for the next minutes.</summary>
    [Alias("WatchAsync")]
    Task WatchAsync(IMailboxObserver observer);
}
