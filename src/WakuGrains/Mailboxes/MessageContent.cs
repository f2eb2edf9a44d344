using System.Collections.Immutable;
using System.Text;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Mailboxes;

/// <summary>A decrypted message as a bot sees it.</summary>
/// <param name="MessageId">The application message id, 32 bytes; the same on every device and after every resend.</param>
/// <param name="Sender">The author's identity key.</param>
/// <param name="SenderInstallation">The device it was sent from, as announced by the sender.</param>
/// <param name="ApplicationType">ApplicationMetadataMessage.type (facts 1.4).</param>
/// <param name="ContentType">A media type: <c>text/plain</c> for chat text, the sender's own for other content.</param>
/// <param name="Body">The content; UTF-8 for text.</param>
/// <param name="Headers">Headers of non-text content; empty for text.</param>
/// <param name="InReplyTo">The message id it answers, as the sender wrote it, or empty.</param>
/// <param name="Clock">The chat's Lamport clock, in milliseconds; 0 where the content has none.</param>
/// <param name="SentAt">When the sender says it was sent (timestamp of the Waku message).</param>
/// <param name="ReceivedAt">When it was decrypted here.</param>
public sealed record MessageContent(
    ReadOnlyMemory<byte> MessageId,
    PublicKey Sender,
    string SenderInstallation,
    uint ApplicationType,
    string ContentType,
    ReadOnlyMemory<byte> Body,
    ImmutableDictionary<string, string> Headers,
    string InReplyTo,
    ulong Clock,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt
)
{
    /// <summary>The group that it was sent to; empty for a message to us alone.</summary>
    public ReadOnlyMemory<byte> GroupId { get; init; }

    /// <summary>Whether a peer sent it to us, or another device of our own to a peer: then the sender is ourselves.</summary>
    public MessageDirection Direction { get; init; }

    /// <summary>To whom another device of ours sent it; null when it came from a peer or went to several.</summary>
    public PublicKey? Recipient { get; init; }

    /// <summary>Bytes of what its sender wrote: body, headers and their like.</summary>
    public int Length =>
        Body.Length
        + Encoding.UTF8.GetByteCount(ContentType)
        + Encoding.UTF8.GetByteCount(InReplyTo)
        + Headers.Sum(header => Encoding.UTF8.GetByteCount(header.Key) + Encoding.UTF8.GetByteCount(header.Value));
}

/// <summary>Which way a message went.</summary>
public enum MessageDirection
{
    /// <summary>A peer sent it to this identity.</summary>
    Received,

    /// <summary>Another device of this identity sent it; it is here so that every device sees the whole conversation.</summary>
    Sent,
}

/// <summary>A message in a mailbox.</summary>
/// <param name="Sequence">Its number in the mailbox, ascending from 1 without reuse.</param>
/// <param name="Content">The message.</param>
public sealed record MailboxMessage(long Sequence, MessageContent Content);

/// <summary>Where a mailbox stands.</summary>
/// <param name="LastSequence">The newest number given out; 0 when nothing ever came.</param>
/// <param name="AcknowledgedSequence">Everything up to here was acknowledged.</param>
/// <param name="Unacknowledged">How many messages wait.</param>
public readonly record struct MailboxStatus(long LastSequence, long AcknowledgedSequence, long Unacknowledged)
{
    /// <summary>
    /// Whether nothing more is to be decrypted for it until messages are acknowledged. What was decrypted before still finds room.
    /// </summary>
    public bool IsFull => HasNoRoom || Unacknowledged >= MessagingLimits.MailboxCapacity;

    /// <summary>Whether its messages have too many bytes, however many they are, where it is kept in a bounded number of records.</summary>
    public bool HasNoRoom { get; init; }

    /// <summary>The status of a mailbox that has given out and acknowledged so many numbers.</summary>
    public static MailboxStatus At(long lastSequence, long acknowledgedSequence) =>
        new(lastSequence, acknowledgedSequence, lastSequence - acknowledgedSequence);
}
