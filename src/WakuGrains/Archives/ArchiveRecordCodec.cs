using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.State;

namespace WakuGrains.Archives;

/// <summary>How an archive serialises its records (protobuf; the version is the file's). Encryption is the file's.</summary>
internal static partial class ArchiveRecordCodec
{
    private const string Kind = "archive";

    /// <summary>Restores a record.</summary>
    /// <exception cref="StateFormatException">It is damaged or of a kind that this build does not know.</exception>
    public static ArchiveRecord Decode(ISecp256k1 curve, byte[] bytes)
    {
        var record = RecordFormat.Parse(ArchivedRecord.Parser, bytes, Kind);
        return RecordFormat.Restore(Kind, () => FromRecord(curve, record));
    }

    private static ArchiveRecord FromRecord(ISecp256k1 curve, ArchivedRecord record) =>
        record.RecordCase switch
        {
            ArchivedRecord.RecordOneofCase.Fingerprints => FromRecord(record.Fingerprints),
            ArchivedRecord.RecordOneofCase.Entity => new ArchiveRecord.Entity(
                record.Entity.Kind,
                record.Entity.Key,
                [.. record.Entity.Parts.Select(part => new PartWrite(part.Name, part.Content.Memory))]
            ),
            ArchivedRecord.RecordOneofCase.OnceKey => new ArchiveRecord.OnceKey(
                new(record.OnceKey.Key.Memory, record.OnceKey.Receipt.Memory, Time(record.OnceKey.KeptUntilMs))
            ),
            ArchivedRecord.RecordOneofCase.Outbox => FromRecord(record.Outbox),
            ArchivedRecord.RecordOneofCase.Sent => new ArchiveRecord.Sent(FromRecord(record.Sent)),
            ArchivedRecord.RecordOneofCase.Letter => new ArchiveRecord.Letter(
                LetterCodec.Decode(record.Letter.ToByteArray())
            ),
            ArchivedRecord.RecordOneofCase.Mailbox => new ArchiveRecord.Mailbox(
                InstallationKey.Parse(record.Mailbox.Key),
                record.Mailbox.LastSequence,
                record.Mailbox.AcknowledgedSequence
            ),
            ArchivedRecord.RecordOneofCase.Acknowledged => new ArchiveRecord.Acknowledged(
                record.Acknowledged.Sequence,
                record.Acknowledged.Fingerprint.Memory,
                Time(record.Acknowledged.ReceivedMs)
            ),
            ArchivedRecord.RecordOneofCase.Message => new ArchiveRecord.Message(
                record.Message.Sequence,
                MessageContentCodec.Decode(curve, record.Message.Content.ToByteArray())
            ),
            ArchivedRecord.RecordOneofCase.Listener => new ArchiveRecord.Listener(FromRecord(record.Listener)),
            ArchivedRecord.RecordOneofCase.End => new ArchiveRecord.End(record.End.Count),
            _ => throw new StateFormatException(
                "A record is of a kind that this version does not know; a newer one wrote it."
            ),
        };

    private static ArchiveRecord.Fingerprints FromRecord(ArchivedFingerprints record) =>
        record.Key.Length == MessageFingerprint.KeyLength
            ? new(new SecretBytes(record.Key.Span))
            : throw new FormatException("The key of fingerprints has another length.");

    private static ArchiveRecord.Outbox FromRecord(ArchivedOutboxEntry record) =>
        WakuMessage.TryDecode(record.Message.Span, out var message)
            ? new(new Envelope(record.PubsubTopic, message), FromRecord(record.Status ?? new()))
            : throw new StateFormatException("An envelope is damaged.");

    private static EnvelopeStatus FromRecord(ArchivedEnvelopeStatus record) =>
        new(
            record.MessageId.Memory,
            record.AcknowledgementId.Memory,
            Time(record.AcceptedMs),
            Known((SentStatus)record.Status)
        );

    private static TopicListener FromRecord(ArchivedListener record) =>
        new(
            InstallationKey.Parse(record.Installation),
            record.ContentTopic,
            Known((TopicKind)record.Kind),
            record.SymmetricKey.IsEmpty ? null : new SecretBytes(record.SymmetricKey.Span)
        );

    private static TEnum Known<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new FormatException($"{value} is no {typeof(TEnum).Name}.");

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
