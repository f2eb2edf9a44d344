using System.Text;
using System.Text.Unicode;
using WakuGrains.Identities;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Application;

namespace WakuGrains.Silo.Api;

// What the API answers. Ids are 0x and hex; keys come in the form that people paste and in the form of the wire.

/// <summary>An identity.</summary>
internal sealed record IdentityView(
    string Tenant,
    string Name,
    string PublicKey,
    string PublicKeyHex,
    IReadOnlyList<string> Installations,
    DateTimeOffset CreatedAt
)
{
    public static IdentityView Of(IdentityInfo identity) =>
        new(
            identity.Key.Tenant,
            identity.Key.Name,
            IdentityText.Compressed(identity.PublicKey),
            IdentityText.Hex(identity.PublicKey),
            identity.Installations,
            identity.CreatedAt
        );
}

/// <summary>A tenant's identities.</summary>
internal sealed record IdentityListView(IReadOnlyList<IdentityView> Identities);

/// <summary>A contact card; the bundle is base64.</summary>
internal sealed record ContactCardView(
    string PublicKey,
    string PublicKeyHex,
    string ProfileLink,
    ReadOnlyMemory<byte> Bundle,
    string Text
)
{
    public static ContactCardView Of(ContactCard card) =>
        new(card.CompressedKey, IdentityText.Hex(card.PublicKey), card.ProfileLink, card.Bundle, card.Text);
}

/// <summary>A peer that was added.</summary>
internal sealed record ContactView(string PublicKey, string PublicKeyHex);

/// <summary>What the sender of a message gets.</summary>
internal sealed record ReceiptView(string MessageId, DateTimeOffset AcceptedAt, bool Replayed)
{
    public static ReceiptView Of(SendReceipt receipt) =>
        new(Hex.Of(receipt.MessageId), receipt.AcceptedAt, receipt.IsReplay);
}

/// <summary>How far a sent message got: accepted, published or delivered.</summary>
internal sealed record SentView(string MessageId, SentStatus Status, DateTimeOffset AcceptedAt)
{
    public static SentView Of(SentMessage message) =>
        new(Hex.Of(message.MessageId), message.Status, message.AcceptedAt);
}

/// <summary>Where a mailbox stands.</summary>
internal sealed record MailboxView(long LastSequence, long AcknowledgedSequence, long Unacknowledged)
{
    public static MailboxView Of(MailboxStatus status) =>
        new(status.LastSequence, status.AcknowledgedSequence, status.Unacknowledged);
}

/// <summary>Messages, oldest first.</summary>
internal sealed record MessageListView(IReadOnlyList<MessageView> Messages);

/// <summary>A message: <c>text</c> where the content is text, else <c>body</c> in base64.</summary>
internal sealed record MessageView(
    long Sequence,
    string MessageId,
    string Sender,
    string SenderHex,
    string SenderInstallation,
    uint ApplicationType,
    string ContentType,
    string? Text,
    ReadOnlyMemory<byte>? Body,
    IReadOnlyDictionary<string, string> Headers,
    string? InReplyTo,
    ulong Clock,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt
)
{
    public static MessageView Of(MailboxMessage message)
    {
        var content = message.Content;
        var isText =
            content.ContentType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            && Utf8.IsValid(content.Body.Span);
        return new(
            message.Sequence,
            Hex.Of(content.MessageId),
            IdentityText.Compressed(content.Sender),
            IdentityText.Hex(content.Sender),
            content.SenderInstallation,
            content.ApplicationType,
            content.ContentType,
            isText ? Encoding.UTF8.GetString(content.Body.Span) : null,
            isText ? default(ReadOnlyMemory<byte>?) : content.Body,
            content.Headers,
            content.InReplyTo.Length > 0 ? content.InReplyTo : null,
            content.Clock,
            content.SentAt,
            content.ReceivedAt
        );
    }
}

/// <summary>Ids as text.</summary>
internal static class Hex
{
    public static string Of(ReadOnlyMemory<byte> id) => "0x" + Convert.ToHexStringLower(id.Span);
}
