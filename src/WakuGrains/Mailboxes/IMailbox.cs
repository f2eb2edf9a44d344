using System.Collections.Immutable;
using WakuGrains.Engine.Pages;

namespace WakuGrains.Mailboxes;

/// <summary>The received messages of an installation, addressed through an engine.</summary>
public interface IMailbox
{
    /// <summary>Appends messages, all or none. Idempotent by sender and message id. Completes when they are durable.</summary>
    /// <returns>Whether something was new.</returns>
    /// <exception cref="EntityFullException">There is no room, not even in what is kept free (<see cref="MessagingLimits.MailboxReservePages"/>).</exception>
    /// <exception cref="ArgumentException">A message is longer than <see cref="MessagingLimits.MaxMailboxMessageLength"/>.</exception>
    Task<bool> AppendAsync(ImmutableArray<MessageContent> messages, CancellationToken cancellationToken);

    /// <summary>Messages after a sequence number, ascending, at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<MailboxMessage>> ReadAsync(long afterSequence, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Acknowledges every message up to a sequence number: contents go, ids stay for a while so that a resend is still a duplicate.
    /// Acknowledging less than before changes nothing.
    /// </summary>
    Task<MailboxStatus> AcknowledgeAsync(long upToSequence, CancellationToken cancellationToken);

    /// <summary>Where the mailbox stands.</summary>
    Task<MailboxStatus> GetStatusAsync(CancellationToken cancellationToken);
}
