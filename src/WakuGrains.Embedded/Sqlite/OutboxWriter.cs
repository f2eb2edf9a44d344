using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Writes the outbox: envelopes that wait for the node, and afterwards how far they got.</summary>
internal sealed class OutboxWriter(Statements statements)
{
    private readonly Statement insert = statements.Prepare(
        "INSERT INTO outbox (lane, pubsub_topic, message, message_id, acknowledgement_id, status, accepted_ms) "
            + "VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6) RETURNING id"
    );
    private readonly Statement markPublished = statements.Prepare(
        "UPDATE outbox SET message = NULL, status = max(status, 1) WHERE id = ?1"
    );

    // Only the lane that sent it can know of the acknowledgement.
    private readonly Statement markDelivered = statements.Prepare(
        "UPDATE outbox SET status = 2 WHERE acknowledgement_id = ?1 AND lane = ?2 AND status < 2 AND length(acknowledgement_id) > 0"
    );
    private readonly Statement prune = statements.Prepare(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE message IS NULL AND accepted_ms < ?1 LIMIT ?2)"
    );

    /// <summary>Adds an envelope to a lane.</summary>
    public OutboxEntry Add(string lane, SealedEffect.Publish publish)
    {
        var id = insert.Number(
            lane,
            publish.Envelope.PubsubTopic,
            publish.Message,
            publish.MessageId,
            publish.AcknowledgementId,
            publish.AcceptedMs
        );
        return new OutboxEntry((long)id!, lane, publish.Envelope);
    }

    /// <summary>The node has taken them.</summary>
    public void MarkPublished(IReadOnlyCollection<long> ids)
    {
        foreach (var id in ids)
            markPublished.Run(id);
    }

    /// <summary>The peer has acknowledged what the lane sent.</summary>
    public void MarkDelivered(string lane, SealedEffect.MarkDelivered mark) =>
        markDelivered.Run(mark.AcknowledgementId, lane);

    /// <summary>Forgets some of the published envelopes that were accepted before a time. Returns how many.</summary>
    public int Prune(DateTimeOffset before, int limit) => prune.Run(before.ToUnixTimeMilliseconds(), limit);
}
