using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;

namespace WakuGrains.Ports;

/// <summary>Reads and acknowledges what turns have delivered to mailboxes.</summary>
public interface IMailboxStore
{
    /// <summary>Messages of a mailbox after a sequence number, ascending, at most <paramref name="limit"/>.</summary>
    ValueTask<ImmutableArray<MailboxMessage>> ReadMailboxAsync(
        InstallationKey mailbox,
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Acknowledges every message up to a sequence number: contents are deleted, ids stay for a while so that a resend is still a duplicate. Acknowledging less than before changes nothing.</summary>
    Task<MailboxStatus> AcknowledgeAsync(
        InstallationKey mailbox,
        long upToSequence,
        CancellationToken cancellationToken
    );

    /// <summary>Where a mailbox stands; a mailbox that was never written is empty.</summary>
    ValueTask<MailboxStatus> ReadMailboxStatusAsync(InstallationKey mailbox, CancellationToken cancellationToken);
}
