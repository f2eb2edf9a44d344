using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Utilities;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Placement;

namespace WakuGrains.Orleans.Grains;

/// <summary>A mailbox in the cluster. Who waits for it is in memory only: what was missed is in the mailbox.</summary>
[GrainType(GrainTypes.Mailbox)]
[IdentityPlacement]
[Reentrant]
internal sealed class MailboxGrain : EntityGrain<MailboxState>, IMailboxGrain
{
    private static readonly TimeSpan Watch = TimeSpan.FromMinutes(2);

    private readonly MailboxEntity mailbox;
    private readonly ObserverManager<IMailboxObserver> observers;

    public MailboxGrain(ActivationServices services, ILogger<MailboxGrain> logger)
        : base(services, new MailboxDefinition())
    {
        mailbox = new MailboxEntity(InstallationKey.Parse(Key), Runner, services.Curve);
        observers = new ObserverManager<IMailboxObserver>(Watch, logger);
    }

    public async Task<bool> AppendAsync(ImmutableArray<MessageContent> messages, CancellationToken cancellationToken)
    {
        var isNew = await mailbox.AppendAsync(messages, cancellationToken);
        if (isNew && observers.Count > 0)
            await observers.Notify(observer => observer.ChangedAsync(Key));
        return isNew;
    }

    public Task<ImmutableArray<MailboxMessage>> ReadAsync(long afterSequence, int limit, CancellationToken ct) =>
        mailbox.ReadAsync(afterSequence, limit, ct);

    public Task<MailboxStatus> AcknowledgeAsync(long upToSequence, CancellationToken ct) =>
        mailbox.AcknowledgeAsync(upToSequence, ct);

    public Task<MailboxStatus> GetStatusAsync(CancellationToken ct) => mailbox.GetStatusAsync(ct);

    public Task WatchAsync(IMailboxObserver observer)
    {
        observers.Subscribe(observer, observer);
        return Task.CompletedTask;
    }
}
