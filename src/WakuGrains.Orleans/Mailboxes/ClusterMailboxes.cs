using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Mailboxes;

/// <summary>The mailboxes of a cluster.</summary>
internal sealed class ClusterMailboxes(IGrainFactory grains) : IMailboxStore
{
    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<MailboxMessage>> ReadMailboxAsync(
        InstallationKey mailbox,
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    ) => await Mailbox(mailbox).ReadAsync(afterSequence, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<MailboxStatus> AcknowledgeAsync(
        InstallationKey mailbox,
        long upToSequence,
        CancellationToken cancellationToken
    ) => Mailbox(mailbox).AcknowledgeAsync(upToSequence, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<MailboxStatus> ReadMailboxStatusAsync(
        InstallationKey mailbox,
        CancellationToken cancellationToken
    ) => await Mailbox(mailbox).GetStatusAsync(cancellationToken);

    private IMailboxGrain Mailbox(InstallationKey mailbox) =>
        grains.GetGrain<IMailboxGrain>(GrainKeys.Of(mailbox.ToString()));
}
