using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.State;

namespace WakuGrains.Archives;

internal static partial class ArchiveRecordCodec
{
    /// <summary>Serialises a record.</summary>
    public static byte[] Encode(ArchiveRecord record) => ToRecord(record).ToByteArray();

    private static ArchivedRecord ToRecord(ArchiveRecord record) =>
        record switch
        {
            ArchiveRecord.Fingerprints fingerprints => new()
            {
                Fingerprints = new() { Key = ByteString.CopyFrom(fingerprints.Key.Span) },
            },
            ArchiveRecord.Entity entity => new() { Entity = ToRecord(entity) },
            ArchiveRecord.OnceKey { Once: var once } => new()
            {
                OnceKey = new()
                {
                    Key = Wrap(once.Key),
                    Receipt = Wrap(once.Receipt),
                    KeptUntilMs = once.KeptUntil.ToUnixTimeMilliseconds(),
                },
            },
            ArchiveRecord.Outbox outbox => new()
            {
                Outbox = new()
                {
                    PubsubTopic = outbox.Envelope.PubsubTopic,
                    Message = Wrap(outbox.Envelope.Message.Encode()),
                    Status = ToRecord(outbox.Status),
                },
            },
            ArchiveRecord.Sent sent => new() { Sent = ToRecord(sent.Status) },
            ArchiveRecord.Letter letter => new() { Letter = Wrap(LetterCodec.Encode(letter.Content)) },
            ArchiveRecord.Mailbox mailbox => new()
            {
                Mailbox = new()
                {
                    Key = mailbox.Key.ToString(),
                    LastSequence = mailbox.LastSequence,
                    AcknowledgedSequence = mailbox.AcknowledgedSequence,
                },
            },
            ArchiveRecord.Acknowledged message => new()
            {
                Acknowledged = new()
                {
                    Sequence = message.Sequence,
                    Fingerprint = Wrap(message.Fingerprint),
                    ReceivedMs = message.ReceivedAt.ToUnixTimeMilliseconds(),
                },
            },
            ArchiveRecord.Message message => new()
            {
                Message = new()
                {
                    Sequence = message.Sequence,
                    Content = Wrap(MessageContentCodec.Encode(message.Content)),
                },
            },
            ArchiveRecord.Listener listener => new() { Listener = ToRecord(listener.Topic) },
            ArchiveRecord.End end => new() { End = new() { Count = end.Count } },
            _ => throw new InvalidOperationException($"An archive does not know the record {record.GetType().Name}."),
        };

    private static ArchivedEntity ToRecord(ArchiveRecord.Entity entity)
    {
        var record = new ArchivedEntity { Kind = entity.Kind, Key = entity.Key };
        record.Parts.AddRange(
            entity.Parts.Select(part => new ArchivedPart { Name = part.Part, Content = Wrap(part.Content) })
        );
        return record;
    }

    private static ArchivedEnvelopeStatus ToRecord(EnvelopeStatus status) =>
        new()
        {
            MessageId = Wrap(status.MessageId),
            AcknowledgementId = Wrap(status.AcknowledgementId),
            AcceptedMs = status.AcceptedAt.ToUnixTimeMilliseconds(),
            Status = (uint)status.Status,
        };

    private static ArchivedListener ToRecord(TopicListener listener) =>
        new()
        {
            Installation = listener.Installation.ToString(),
            ContentTopic = listener.ContentTopic,
            Kind = (uint)listener.Kind,
            SymmetricKey = listener.SymmetricKey is { } key ? ByteString.CopyFrom(key.Span) : ByteString.Empty,
        };

    private static ByteString Wrap(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);
}
