using Orleans.Concurrency;

namespace WakuGrains.Orleans;

/// <summary>Somebody who waits for mailboxes, anywhere in the cluster.</summary>
[Alias("waku.IMailboxObserver")]
public interface IMailboxObserver : IGrainObserver
{
    /// <summary>Something new is in a mailbox.</summary>
    /// <param name="mailbox">The key of its grain.</param>
    [Alias("ChangedAsync")]
    [OneWay]
    Task ChangedAsync(string mailbox);
}
