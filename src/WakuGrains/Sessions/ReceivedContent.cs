using System.Collections.Immutable;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;

namespace WakuGrains.Sessions;

/// <summary>What the plaintext of a message holds for us: messages for the mailbox, and what MVDS wants to know.</summary>
/// <param name="Outcome">Delivered when there is a message for the mailbox, else why not.</param>
/// <param name="Messages">The messages.</param>
/// <param name="Acknowledged">Ids of our messages that the peer has.</param>
/// <param name="ToAcknowledge">Ids of the peer's messages that we now have.</param>
/// <param name="Clock">The highest chat clock; 0 when there is none.</param>
internal sealed record ReceivedContent(
    EnvelopeOutcome Outcome,
    ImmutableArray<MessageContent> Messages,
    ImmutableArray<ReadOnlyMemory<byte>> Acknowledged,
    ImmutableArray<ReadOnlyMemory<byte>> ToAcknowledge,
    ulong Clock
)
{
    private const string PlainText = "text/plain";

    /// <summary>Reads the layers above the ratchet (facts 1.4, 1.5; facts app layer 2).</summary>
    public static ReceivedContent Read(ReadOnlyMemory<byte> plaintext, InboundMessage message, Turn turn)
    {
        if (plaintext.IsEmpty)
            return new(EnvelopeOutcome.Processed, [], [], [], 0);
        if (!Mvds.TryRead(plaintext.Span, out var mvds))
            return From([Unwrap(plaintext.Span, message, turn)], [], []);

        // Every copy is acknowledged, also of what is not shown: "delivered" means decrypted (facts app layer runs 2.4).
        return From(
            [.. mvds.Messages.Select(entry => Unwrap(entry.Body.Span, message, turn))],
            mvds.Acks,
            [.. mvds.Messages.Select(entry => entry.MessageId)]
        );
    }

    private static ReceivedContent From(
        ImmutableArray<(EnvelopeOutcome Outcome, MessageContent? Message)> parts,
        ImmutableArray<ReadOnlyMemory<byte>> acknowledged,
        ImmutableArray<ReadOnlyMemory<byte>> toAcknowledge
    )
    {
        ImmutableArray<MessageContent> messages = [.. parts.Select(part => part.Message).OfType<MessageContent>()];
        var outcome =
            messages.Length > 0 ? EnvelopeOutcome.Delivered
            : parts.IsEmpty ? EnvelopeOutcome.Processed
            : parts[0].Outcome;
        return new(
            outcome,
            messages,
            acknowledged,
            toAcknowledge,
            messages.Select(part => part.Clock).DefaultIfEmpty().Max()
        );
    }

    private static (EnvelopeOutcome, MessageContent?) Unwrap(
        ReadOnlySpan<byte> wrapped,
        InboundMessage message,
        Turn turn
    )
    {
        if (!ApplicationMetadata.TryUnwrap(turn.Curve, wrapped, message.Sender, out var application, out _))
            return (EnvelopeOutcome.Malformed, null);
        if (!application.Author.Equals(message.Sender))
            return (EnvelopeOutcome.Forged, null);
        return application.Type switch
        {
            ApplicationMessageType.ChatMessage => Text(application, message, turn),
            ApplicationMessageType.Unknown => Data(application, message, turn),
            _ => (EnvelopeOutcome.Processed, null),
        };
    }

    private static (EnvelopeOutcome, MessageContent?) Text(
        ApplicationMessage application,
        InboundMessage message,
        Turn turn
    )
    {
        var (sentAt, inGroup) = (message.TimestampNanoseconds, !message.GroupId.IsEmpty);
        if (!ChatText.TryRead(application.Payload.Span, sentAt, out var chat, out var fault, inGroup))
            return (fault == ChatFault.NotText ? EnvelopeOutcome.Processed : EnvelopeOutcome.Malformed, null);
        var content = Content(application, message, turn) with
        {
            ContentType = PlainText,
            Body = Encoding.UTF8.GetBytes(chat.Text),
            InReplyTo = chat.ResponseTo,
            Clock = chat.Clock,
        };
        return (EnvelopeOutcome.Delivered, content);
    }

    private static (EnvelopeOutcome, MessageContent?) Data(
        ApplicationMessage application,
        InboundMessage message,
        Turn turn
    )
    {
        if (!ContentMessage.TryDecode(application.Payload.Span, out var data, out _))
            return (EnvelopeOutcome.Malformed, null);
        var content = Content(application, message, turn) with
        {
            ContentType = data.ContentType,
            Body = data.Body,
            Headers = data.Headers,
            InReplyTo = data.InReplyTo,
        };
        return (EnvelopeOutcome.Delivered, content);
    }

    private static MessageContent Content(ApplicationMessage application, InboundMessage message, Turn turn) =>
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
        };
}
