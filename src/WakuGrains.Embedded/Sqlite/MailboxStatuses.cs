using System.Collections.Concurrent;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// Where the mailboxes stand, in memory: every inbound message asks for it. An entry of some 150 bytes for each mailbox that was
/// used since the start.
/// </summary>
/// <remarks>Both numbers of a mailbox only grow, so what is learnt may be learnt in any order.</remarks>
internal sealed class MailboxStatuses
{
    private readonly ConcurrentDictionary<InstallationKey, MailboxStatus> known = new();

    /// <summary>What is known of a mailbox.</summary>
    public bool TryGet(InstallationKey mailbox, out MailboxStatus status) => known.TryGetValue(mailbox, out status);

    /// <summary>Learns what was read or is durable; the latest that is known.</summary>
    public MailboxStatus Learn(InstallationKey mailbox, MailboxStatus status) =>
        known.AddOrUpdate(
            mailbox,
            static (_, added) => added,
            static (_, present, added) =>
                MailboxStatus.At(
                    Math.Max(present.LastSequence, added.LastSequence),
                    Math.Max(present.AcknowledgedSequence, added.AcknowledgedSequence)
                ),
            status
        );
}
