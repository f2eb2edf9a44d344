using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.State;

namespace WakuGrains.Mailboxes;

/// <summary>How a store serialises the messages of a mailbox (protobuf, versioned). Encryption is the store's.</summary>
public static class MessageContentCodec
{
    private const uint Format = 1;
    private const string Kind = "message";

    // Of UTF-16, in UTF-8.
    private const int MaxBytesPerCharacter = 3;

    // Tags and lengths of one header.
    private const int HeaderOverhead = 16;

    // Everything of a fixed length, with tags.
    private const int FixedLength = 256;

    /// <summary>Bytes that a message has at most when it is serialised; cheap.</summary>
    public static long LongestOf(MessageContent message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var texts = message.ContentType.Length + message.InReplyTo.Length + message.SenderInstallation.Length;
        foreach (var (name, value) in message.Headers)
            texts += name.Length + value.Length + HeaderOverhead;
        return message.Body.Length + message.GroupId.Length + ((long)texts * MaxBytesPerCharacter) + FixedLength;
    }

    /// <summary>Serialises a message.</summary>
    public static byte[] Encode(MessageContent message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var record = new MessageRecord
        {
            Format = Format,
            MessageId = UnsafeByteOperations.UnsafeWrap(message.MessageId),
            Sender = ByteString.CopyFrom(message.Sender.Compressed),
            SenderInstallation = message.SenderInstallation,
            ApplicationType = message.ApplicationType,
            ContentType = message.ContentType,
            Body = UnsafeByteOperations.UnsafeWrap(message.Body),
            InReplyTo = message.InReplyTo,
            Clock = message.Clock,
            SentMs = message.SentAt.ToUnixTimeMilliseconds(),
            ReceivedMs = message.ReceivedAt.ToUnixTimeMilliseconds(),
            Sent = message.Direction == MessageDirection.Sent,
            GroupId = UnsafeByteOperations.UnsafeWrap(message.GroupId),
        };
        if (message.Recipient is { } recipient)
            record.Recipient = ByteString.CopyFrom(recipient.Compressed);
        foreach (var (name, value) in message.Headers)
            record.Headers[name] = value;
        return record.ToByteArray();
    }

    /// <summary>Restores a message.</summary>
    /// <exception cref="StateFormatException">The record is damaged or of a format that this build does not know.</exception>
    public static MessageContent Decode(ISecp256k1 curve, byte[] bytes)
    {
        var record = RecordFormat.Parse(MessageRecord.Parser, bytes, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        return RecordFormat.Restore(Kind, () => Restore(curve, record));
    }

    private static MessageContent Restore(ISecp256k1 curve, MessageRecord record) =>
        new(
            record.MessageId.Memory,
            PublicKey.Parse(curve, record.Sender.Span),
            record.SenderInstallation,
            record.ApplicationType,
            record.ContentType,
            record.Body.Memory,
            record.Headers.ToImmutableDictionary(),
            record.InReplyTo,
            record.Clock,
            DateTimeOffset.FromUnixTimeMilliseconds(record.SentMs),
            DateTimeOffset.FromUnixTimeMilliseconds(record.ReceivedMs)
        )
        {
            Direction = record.Sent ? MessageDirection.Sent : MessageDirection.Received,
            Recipient = record.Recipient.IsEmpty ? null : PublicKey.Parse(curve, record.Recipient.Span),
            GroupId = record.GroupId.Memory,
        };
}
