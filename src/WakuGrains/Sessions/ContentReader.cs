using System.Collections.Immutable;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Sessions;

/// <summary>One application message as it was read.</summary>
/// <param name="Outcome">Delivered when there is a message for the mailbox, else why not.</param>
/// <param name="Message">The message.</param>
/// <param name="Pairing">What another device of ours says of itself.</param>
internal readonly record struct ReadPart(
    EnvelopeOutcome Outcome,
    MessageContent? Message = null,
    PairingMessage? Pairing = null
);

/// <summary>
/// Reads application messages of one inbound message (facts 1.4; facts app layer 2, 6). What our own identity has signed comes
/// from another device of ours: a copy of what it sent, or what it says of itself. Pure.
/// </summary>
internal sealed class ContentReader(InboundMessage message, PublicKey own, Turn turn)
{
    private const string PlainText = "text/plain";

    private readonly bool isOwn = message.Sender.Equals(own);

    /// <summary>Reads an ApplicationMetadataMessage.</summary>
    public ReadPart Read(ReadOnlySpan<byte> wrapped)
    {
        if (!ApplicationMetadata.TryUnwrap(turn.Curve, wrapped, message.Sender, out var application, out _))
            return new(EnvelopeOutcome.Malformed);
        if (!application.Author.Equals(message.Sender))
            return new(EnvelopeOutcome.Forged);
        return application.Type switch
        {
            ApplicationMessageType.ChatMessage => Text(application),
            ApplicationMessageType.Unknown => Data(application),
            ApplicationMessageType.SyncPairInstallation when isOwn => Pairing(application),
            _ => new(EnvelopeOutcome.Processed),
        };
    }

    private ReadPart Text(ApplicationMessage application)
    {
        var (sentAt, inGroup) = (message.TimestampNanoseconds, !message.GroupId.IsEmpty);
        if (!ChatText.TryRead(application.Payload.Span, sentAt, out var chat, out var fault, inGroup))
            return new(fault == ChatFault.NotText ? EnvelopeOutcome.Processed : EnvelopeOutcome.Malformed);
        return Delivered(
            Content(application, chat.ChatId) with
            {
                ContentType = PlainText,
                Body = Encoding.UTF8.GetBytes(chat.Text),
                InReplyTo = chat.ResponseTo,
                Clock = chat.Clock,
            }
        );
    }

    private ReadPart Data(ApplicationMessage application)
    {
        if (!ContentMessage.TryDecode(application.Payload.Span, out var data, out _))
            return new(EnvelopeOutcome.Malformed);
        return Delivered(
            Content(application, data.ChatId) with
            {
                ContentType = data.ContentType,
                Body = data.Body,
                Headers = data.Headers,
                InReplyTo = data.InReplyTo,
            }
        );
    }

    private static ReadPart Pairing(ApplicationMessage application) =>
        PairingMessage.TryDecode(application.Payload.Span, out var pairing)
            ? new(EnvelopeOutcome.Processed, Pairing: pairing)
            : new(EnvelopeOutcome.Malformed);

    // What no mailbox can hold is nobody's message: it must not be in the way of those that come after it.
    private static ReadPart Delivered(MessageContent content) =>
        MessageContentCodec.LongestOf(content) > MessagingLimits.MaxMailboxMessageLength
            ? new(EnvelopeOutcome.Malformed)
            : new(EnvelopeOutcome.Delivered, content);

    private MessageContent Content(ApplicationMessage application, string chatId) =>
        new(
            application.MessageId,
            application.Author,
            message.Message.InstallationId,
            application.Type,
            "",
            default,
            ImmutableDictionary<string, string>.Empty,
            "",
            0,
            DateTimeOffset.UnixEpoch.AddTicks(message.TimestampNanoseconds / 100),
            turn.Now
        )
        {
            GroupId = message.GroupId,
            Direction = isOwn ? MessageDirection.Sent : MessageDirection.Received,
            Recipient = isOwn && IdentityText.TryParse(turn.Curve, chatId, out var recipient) ? recipient : null,
        };
}
