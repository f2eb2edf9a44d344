using WakuGrains.Engine;
using WakuGrains.Mailboxes;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Writes mailboxes: numbers messages, knows repeats, deletes contents when they are acknowledged.</summary>
internal sealed class MailboxWriter(Statements statements)
{
    private readonly Statement create = statements.Prepare(
        "INSERT INTO mailbox (key) VALUES (?1) ON CONFLICT DO NOTHING"
    );
    private readonly Statement insert = statements.Prepare(
        "INSERT INTO message (mailbox_id, sequence, origin, content, received_ms) "
            + "SELECT id, last_sequence + 1, ?2, ?3, ?4 FROM mailbox WHERE key = ?1 ON CONFLICT DO NOTHING"
    );
    private readonly Statement advance = statements.Prepare(
        "UPDATE mailbox SET last_sequence = last_sequence + 1 WHERE key = ?1 "
            + "RETURNING last_sequence, acknowledged_sequence"
    );

    // Begins where the acknowledgement before ended: what lies behind it is empty already and may be very much.
    private readonly Statement empty = statements.Prepare(
        "UPDATE message SET content = NULL WHERE mailbox_id = (SELECT id FROM mailbox WHERE key = ?1) "
            + "AND sequence <= ?2 AND sequence > (SELECT acknowledged_sequence FROM mailbox WHERE key = ?1)"
    );
    private readonly Statement acknowledge = statements.Prepare(
        "UPDATE mailbox SET acknowledged_sequence = max(acknowledged_sequence, min(?2, last_sequence)) WHERE key = ?1 "
            + "RETURNING last_sequence, acknowledged_sequence"
    );
    private readonly Statement prune = statements.Prepare(
        "DELETE FROM message WHERE (mailbox_id, sequence) IN "
            + "(SELECT mailbox_id, sequence FROM message WHERE content IS NULL AND received_ms < ?1 LIMIT ?2)"
    );

    /// <summary>Appends a message; where the mailbox stands then. Null when it has or had the message already.</summary>
    public MailboxStatus? Append(SealedEffect.Deliver message)
    {
        var mailbox = message.Mailbox.ToString();
        // Only a first message finds no mailbox.
        return TryInsert(mailbox, message) || (create.Run(mailbox) > 0 && TryInsert(mailbox, message))
            ? Status(advance.Query(mailbox))
            : null;
    }

    /// <summary>Acknowledges everything up to a number; where the mailbox stands then.</summary>
    public MailboxStatus Acknowledge(InstallationKey key, long upToSequence)
    {
        var mailbox = key.ToString();
        empty.Run(mailbox, upToSequence);
        return Status(acknowledge.Query(mailbox, upToSequence)) ?? default;
    }

    /// <summary>Forgets some of the acknowledged messages that were received before a time. Returns how many.</summary>
    public int Prune(DateTimeOffset before, int limit) => prune.Run(before.ToUnixTimeMilliseconds(), limit);

    private bool TryInsert(string mailbox, SealedEffect.Deliver message) =>
        insert.Run(mailbox, message.Origin, message.Content, message.ReceivedMs) > 0;

    private static MailboxStatus? Status(Statement.Rows rows)
    {
        using (rows)
            return rows.Read() ? MailboxStatus.At(rows.GetInt64(0), rows.GetInt64(1)) : null;
    }
}
