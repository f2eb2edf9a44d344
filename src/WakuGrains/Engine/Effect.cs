using WakuGrains.Mailboxes;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Engine;

/// <summary>
/// Something a turn wants done outside its entity. The engine writes it in the same transaction as the entity's state and
/// carries it out after the commit; a crash in between repeats it with the same bytes, so every effect is idempotent.
/// </summary>
public abstract record Effect
{
    private Effect() { }

    /// <summary>Bytes of its content, roughly.</summary>
    public int Length =>
        this switch
        {
            Publish publish => publish.Envelope.Message.Payload.Length,
            Deliver deliver => deliver.Message.Length,
            Post post => post.Letter.Body.Length,
            _ => 0,
        };

    /// <summary>
    /// Hand an envelope to the Waku node. Kept in the outbox until the node has taken it; idempotent by message hash.
    /// </summary>
    /// <param name="Envelope">The bytes to publish. They are final: nothing is encrypted again.</param>
    /// <param name="MessageId">Id of the application message inside, 32 bytes; empty when there is none.</param>
    /// <param name="AcknowledgementId">The id by which the peer acknowledges it (MVDS message id, 32 bytes), or empty.</param>
    public sealed record Publish(
        Envelope Envelope,
        ReadOnlyMemory<byte> MessageId,
        ReadOnlyMemory<byte> AcknowledgementId
    ) : Effect;

    /// <summary>Append a message to a mailbox; idempotent by sender and message id.</summary>
    public sealed record Deliver(InstallationKey Mailbox, MessageContent Message) : Effect;

    /// <summary>Listen on a content topic from now on; idempotent by installation, topic and kind.</summary>
    public sealed record Listen(TopicListener Listener) : Effect;

    /// <summary>The peer has acknowledged a message that was published before; unknown ids are ignored.</summary>
    /// <param name="AcknowledgementId">The MVDS message id, 32 bytes.</param>
    public sealed record MarkDelivered(ReadOnlyMemory<byte> AcknowledgementId) : Effect;

    /// <summary>
    /// Hand a letter to another entity of this silo: at least once, in the order of the commits of the entity that posts it.
    /// Kept until it has been carried; whoever takes it recognises a repeat.
    /// </summary>
    public sealed record Post(Letter Letter) : Effect;
}
