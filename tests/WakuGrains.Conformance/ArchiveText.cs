using WakuGrains.Archives;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;

namespace WakuGrains.Conformance;

/// <summary>Every field of a record of an archive as text, so that archives can be compared without the code that is under test.</summary>
public static class ArchiveText
{
    /// <summary>A record.</summary>
    public static string Of(ArchiveRecord record) =>
        record switch
        {
            ArchiveRecord.Fingerprints each => $"fingerprints {Hex(each.Key.Span)}",
            ArchiveRecord.Entity each => $"entity {each.Kind} {each.Key} {Parts(each)}",
            ArchiveRecord.OnceKey { Once: var once } =>
                $"once {Hex(once.Key.Span)} {Hex(once.Receipt.Span)} {once.KeptUntil:O}",
            ArchiveRecord.Outbox each =>
                $"outbox {each.Envelope.PubsubTopic} {Hex(each.Envelope.Message.Encode())} {Of(each.Status)}",
            ArchiveRecord.Sent each => $"sent {Of(each.Status)}",
            ArchiveRecord.Letter { Content: var letter } => $"letter {letter.Kind} {Hex(letter.Body.Span)}",
            ArchiveRecord.Mailbox each => $"mailbox {each.Key} {each.LastSequence} {each.AcknowledgedSequence}",
            ArchiveRecord.Acknowledged each =>
                $"acknowledged {each.Sequence} {Hex(each.Fingerprint.Span)} {each.ReceivedAt:O}",
            ArchiveRecord.Message each => $"message {each.Sequence} {Of(each.Content)}",
            ArchiveRecord.Listener each => $"listener {Of(each.Topic)}",
            ArchiveRecord.End each => $"end {each.Count}",
            _ => throw new ArgumentException($"{record} is no record that is known here."),
        };

    /// <summary>
    /// A whole archive with everything in it that has an order in that order, and the rest sorted: two stores that hold the same
    /// have the same text.
    /// </summary>
    public static IReadOnlyList<string> Of(IEnumerable<ArchiveRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var blocks = new List<List<ArchiveRecord>>();
        foreach (var record in records)
            if (BelongsToTheOneBefore(record))
                blocks[^1].Add(record);
            else
                blocks.Add([record]);
        return [.. blocks.Select(Block).Order(StringComparer.Ordinal).SelectMany(block => block.Split('\n'))];
    }

    private static bool BelongsToTheOneBefore(ArchiveRecord record) =>
        record
            is ArchiveRecord.OnceKey
                or ArchiveRecord.Outbox
                or ArchiveRecord.Sent
                or ArchiveRecord.Letter
                or ArchiveRecord.Acknowledged
                or ArchiveRecord.Message;

    private static string Block(List<ArchiveRecord> block)
    {
        var unordered = block.Where(HasNoOrder).Select(Of).Order(StringComparer.Ordinal);
        var ordered = block.Skip(1).Where(record => !HasNoOrder(record)).GroupBy(record => record.GetType().Name);
        return string.Join(
            '\n',
            [
                Of(block[0]),
                .. unordered,
                .. ordered.OrderBy(kind => kind.Key, StringComparer.Ordinal).SelectMany(kind => kind.Select(Of)),
            ]
        );
    }

    private static bool HasNoOrder(ArchiveRecord record) => record is ArchiveRecord.OnceKey or ArchiveRecord.Sent;

    private static string Parts(ArchiveRecord.Entity entity) =>
        string.Join(
            ' ',
            entity
                .Parts.OrderBy(part => part.Part, StringComparer.Ordinal)
                .Select(part => $"{part.Part}={Hex(part.Content.Span)}")
        );

    private static string Of(EnvelopeStatus status) =>
        $"{Hex(status.MessageId.Span)} {Hex(status.AcknowledgementId.Span)} {status.AcceptedAt:O} {status.Status}";

    private static string Of(MessageContent message) =>
        $"{Hex(message.MessageId.Span)} {message.Sender} {message.SenderInstallation} {message.ApplicationType} "
        + $"{message.ContentType} {Hex(message.Body.Span)} {message.InReplyTo} {message.Clock} {message.SentAt:O} "
        + $"{message.ReceivedAt:O} {Hex(message.GroupId.Span)} {message.Direction} {message.Recipient} "
        + string.Join(
            ' ',
            message
                .Headers.OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"{header.Key}={header.Value}")
        );

    private static string Of(TopicListener listener) =>
        $"{listener.Installation} {listener.ContentTopic} {listener.Kind} "
        + (listener.SymmetricKey is { } key ? Hex(key.Span) : "none");

    private static string Hex(ReadOnlySpan<byte> bytes) => $"[{Convert.ToHexStringLower(bytes)}]";
}
