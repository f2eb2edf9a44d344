using WakuGrains.Engine;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Writes mailboxes: numbers messages, knows repeats, deletes contents when they are acknowledged.</summary>
internal sealed class MailboxWriter(Statements statements)
{
    private readonly Statement ensure = statements.Prepare(
        "INSERT INTO mailbox (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET key = key RETURNING id",
        1
    );
    private readonly Statement insert = statements.Prepare(
        "INSERT INTO message (mailbox_id, sequence, origin, content, received_ms) "
            + "SELECT id, last_sequence + 1, $2, $3, $4 FROM mailbox WHERE id = $1 ON CONFLICT DO NOTHING",
        4
    );
    private readonly Statement advance = statements.Prepare(
        "UPDATE mailbox SET last_sequence = last_sequence + 1 WHERE id = $1",
        1
    );

    // Begins where the acknowledgement before ended: what lies behind it is empty already and may be very much.
    private readonly Statement empty = statements.Prepare(
        "UPDATE message SET content = NULL WHERE mailbox_id = $1 AND sequence <= $2 "
            + "AND sequence > (SELECT acknowledged_sequence FROM mailbox WHERE id = $1)",
        2
    );
    private readonly Statement acknowledge = statements.Prepare(
        "UPDATE mailbox SET acknowledged_sequence = max(acknowledged_sequence, min($2, last_sequence)) WHERE id = $1",
        2
    );
    private readonly Statement prune = statements.Prepare(
        "DELETE FROM message WHERE (mailbox_id, sequence) IN "
            + "(SELECT mailbox_id, sequence FROM message WHERE content IS NULL AND received_ms < $1 LIMIT $2)",
        2
    );

    /// <summary>Appends a message. <see langword="false"/> when the mailbox has or had it already.</summary>
    public bool Append(SealedEffect.Deliver message)
    {
        var id = ensure.Scalar(message.Mailbox.ToString());
        if (insert.Run(id, message.Origin, message.Content, message.ReceivedMs) == 0)
            return false;
        advance.Run(id);
        return true;
    }

    /// <summary>Acknowledges everything up to a number.</summary>
    public void Acknowledge(InstallationKey mailbox, long upToSequence)
    {
        var id = ensure.Scalar(mailbox.ToString());
        empty.Run(id, upToSequence);
        acknowledge.Run(id, upToSequence);
    }

    /// <summary>Forgets some of the acknowledged messages that were received before a time. Returns how many.</summary>
    public int Prune(DateTimeOffset before, int limit) => prune.Run(before.ToUnixTimeMilliseconds(), limit);
}
