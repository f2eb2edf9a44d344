using WakuGrains.Archives;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>Writes the outbox: envelopes that wait for the node, and afterwards how far they got.</summary>
internal sealed class OutboxWriter(Statements statements)
{
    private readonly Statement insert = statements.Prepare(
        "INSERT INTO outbox (entity_id, message_id, acknowledgement_id, status, accepted_ms) "
            + "VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id"
    );
    private readonly Statement insertEnvelope = statements.Prepare(
        "INSERT INTO envelope (outbox_id, lane, pubsub_topic, message) VALUES (?1, ?2, ?3, ?4)"
    );
    private readonly Statement deleteEnvelope = statements.Prepare("DELETE FROM envelope WHERE outbox_id = ?1");
    private readonly Statement markPublished = statements.Prepare(
        "UPDATE outbox SET status = 1 WHERE id = ?1 AND status = 0"
    );

    // Only the entity that sent it can know of the acknowledgement.
    private readonly Statement markDelivered = statements.Prepare(
        "UPDATE outbox SET status = 2, acknowledgement_id = NULL WHERE acknowledgement_id = ?1 AND entity_id = ?2"
    );
    private readonly Statement prune = statements.Prepare(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE accepted_ms < ?1 "
            + "AND NOT EXISTS (SELECT 1 FROM envelope WHERE outbox_id = id) LIMIT ?2)"
    );

    /// <summary>Adds an envelope of an entity to the entity's lane.</summary>
    public OutboxEntry Add(long entityId, string lane, SealedEffect.Publish publish)
    {
        var id = Insert(
            entityId,
            publish.MessageId,
            publish.AcknowledgementId,
            SentStatus.Accepted,
            publish.AcceptedMs
        );
        insertEnvelope.Run(id, lane, publish.Envelope.PubsubTopic, publish.Message);
        return new OutboxEntry(id, lane, publish.Envelope);
    }

    /// <summary>Adds what another store knows of an envelope, and the envelope if the node has not taken it.</summary>
    public void Restore(long entityId, string lane, EnvelopeStatus status, Envelope? envelope)
    {
        var id = Insert(
            entityId,
            status.MessageId.ToArray(),
            status.AcknowledgementId.ToArray(),
            status.Status,
            status.AcceptedAt.ToUnixTimeMilliseconds()
        );
        if (envelope is not null)
            insertEnvelope.Run(id, lane, envelope.PubsubTopic, envelope.Message.Encode());
    }

    /// <summary>The node has taken them.</summary>
    public void MarkPublished(IReadOnlyCollection<long> ids)
    {
        foreach (var id in ids)
        {
            deleteEnvelope.Run(id);
            markPublished.Run(id);
        }
    }

    /// <summary>The peer has acknowledged what the entity sent.</summary>
    public void MarkDelivered(long entityId, SealedEffect.MarkDelivered mark) =>
        markDelivered.Run(mark.AcknowledgementId, entityId);

    /// <summary>Forgets some of the published envelopes that were accepted before a time. Returns how many.</summary>
    public int Prune(DateTimeOffset before, int limit) => prune.Run(before.ToUnixTimeMilliseconds(), limit);

    private long Insert(
        long entityId,
        byte[] messageId,
        byte[] acknowledgementId,
        SentStatus status,
        long acceptedMs
    ) =>
        insert
            .Number(entityId, NullIfEmpty(messageId), NullIfEmpty(acknowledgementId), (long)status, acceptedMs)!
            .Value;

    private static byte[]? NullIfEmpty(byte[] id) => id.Length == 0 ? null : id;
}
