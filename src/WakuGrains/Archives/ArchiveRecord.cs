using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Archives;

/// <summary>
/// A piece of a store's whole state, as no engine has it: without encryption at rest, row ids or versions. What belongs to an
/// entity or a mailbox follows it, so that a store can write it at once; see <see cref="ArchiveOrder"/>.
/// </summary>
public abstract record ArchiveRecord
{
    private ArchiveRecord() { }

    /// <summary>The key of the <see cref="MessageFingerprint"/>s in this archive. There is one before all others, or none.</summary>
    /// <param name="Key">32 bytes.</param>
    public sealed record Fingerprints(SecretBytes Key) : ArchiveRecord;

    /// <summary>An entity.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Key">Its key.</param>
    /// <param name="Parts">The parts that were ever written, each as its definition serialises it.</param>
    public sealed record Entity(string Kind, string Key, ImmutableArray<PartWrite> Parts) : ArchiveRecord;

    /// <summary>A once-key that an entity has used up.</summary>
    public sealed record OnceKey(OnceWrite Once) : ArchiveRecord;

    /// <summary>An envelope of an entity that the node has not taken; in the order of the entity's lane.</summary>
    /// <param name="Envelope">The bytes to publish.</param>
    /// <param name="Status">What is known of it.</param>
    public sealed record Outbox(Envelope Envelope, EnvelopeStatus Status) : ArchiveRecord;

    /// <summary>What is left of an envelope of an entity that the node has taken.</summary>
    public sealed record Sent(EnvelopeStatus Status) : ArchiveRecord;

    /// <summary>A letter of an entity that has not been carried; in the order of the entity's lane.</summary>
    public sealed record Letter(Engine.Letter Content) : ArchiveRecord;

    /// <summary>A mailbox.</summary>
    /// <param name="Key">Its key.</param>
    /// <param name="LastSequence">The newest number given out.</param>
    /// <param name="AcknowledgedSequence">Everything up to here was acknowledged.</param>
    public sealed record Mailbox(InstallationKey Key, long LastSequence, long AcknowledgedSequence) : ArchiveRecord;

    /// <summary>What is left of a message of a mailbox that was acknowledged; ascending.</summary>
    /// <param name="Sequence">Its number.</param>
    /// <param name="Fingerprint">Tells a repeat of it, under the key of <see cref="Fingerprints"/>.</param>
    /// <param name="ReceivedAt">When it was received: it is forgotten some time after.</param>
    public sealed record Acknowledged(long Sequence, ReadOnlyMemory<byte> Fingerprint, DateTimeOffset ReceivedAt)
        : ArchiveRecord;

    /// <summary>A message of a mailbox that waits to be acknowledged; ascending, after those that were.</summary>
    /// <param name="Sequence">Its number.</param>
    /// <param name="Content">The message.</param>
    public sealed record Message(long Sequence, MessageContent Content) : ArchiveRecord;

    /// <summary>A topic that is listened to.</summary>
    public sealed record Listener(TopicListener Topic) : ArchiveRecord;

    /// <summary>The last record: without it an archive is not whole.</summary>
    /// <param name="Count">How many records are before it.</param>
    public sealed record End(long Count) : ArchiveRecord;
}

/// <summary>What a store knows of an envelope: enough for <see cref="ISentMessages"/>, and for an acknowledgement that comes later.</summary>
/// <param name="MessageId">Id of the application message inside, 32 bytes; empty when there is none.</param>
/// <param name="AcknowledgementId">The id by which the peer acknowledges it; empty when there is none or it has come.</param>
/// <param name="AcceptedAt">When it was stored.</param>
/// <param name="Status">How far it got.</param>
public sealed record EnvelopeStatus(
    ReadOnlyMemory<byte> MessageId,
    ReadOnlyMemory<byte> AcknowledgementId,
    DateTimeOffset AcceptedAt,
    SentStatus Status
);
