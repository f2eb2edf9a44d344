using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Engine.Pages;
using WakuGrains.State;

namespace WakuGrains.Mailboxes;

/// <summary>The two lists of a mailbox in records.</summary>
internal static class MailboxCodec
{
    // Few: they are written with the messages' open page.
    private const int OpenIdsLength = 8 * 1024;

    /// <summary>The messages.</summary>
    public static PageRingLayout<StoredMessage> Messages { get; } =
        new(
            MessagingLimits.MailboxPages,
            EngineLimits.OpenPageLength,
            EngineLimits.PageLength,
            static message => ToRecord(message.Origin, message.Content).ToByteString(),
            ToMessage
        );

    /// <summary>The ids of acknowledged messages.</summary>
    public static PageRingLayout<MessageOrigin> Acknowledged { get; } =
        new(
            MessagingLimits.MailboxIdPages,
            OpenIdsLength,
            EngineLimits.PageLength,
            static origin => ToRecord(origin, default).ToByteString(),
            static bytes => ToOrigin(Parse(bytes))
        );

    /// <summary>Which message it is.</summary>
    public static MessageOrigin OriginOf(MessageContent message) =>
        new(
            ShortHash.Of(message.Sender.Compressed, message.MessageId.Span),
            message.ReceivedAt.ToUnixTimeMilliseconds()
        );

    private static MailboxEntryRecord ToRecord(MessageOrigin origin, ReadOnlyMemory<byte> content) =>
        new()
        {
            Origin = UnsafeByteOperations.UnsafeWrap(origin.Id.ToBytes()),
            ReceivedMs = origin.ReceivedMs,
            Content = UnsafeByteOperations.UnsafeWrap(content),
        };

    private static MailboxEntryRecord Parse(ByteString bytes) =>
        RecordFormat.Parse(MailboxEntryRecord.Parser, bytes, MailboxDefinition.KindName);

    private static StoredMessage ToMessage(ByteString bytes)
    {
        var record = Parse(bytes);
        return new(ToOrigin(record), record.Content.Memory);
    }

    private static MessageOrigin ToOrigin(MailboxEntryRecord record) =>
        new(ShortHash.FromBytes(record.Origin.Span), record.ReceivedMs);
}
