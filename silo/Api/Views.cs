using System.Text;
using System.Text.Unicode;
using WakuGrains.Client.InProcess;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Silo.Api;

// What the API answers. Ids are 0x and hex; keys come in the form that people paste and in the form of the wire.

/// <summary>An identity.</summary>
internal sealed record IdentityView(
    string Tenant,
    string Name,
    string PublicKey,
    string PublicKeyHex,
    IReadOnlyList<string> Installations,
    DateTimeOffset CreatedAt,
    TrustPolicy TrustPolicy
)
{
    public static IdentityView Of(IdentityInfo identity) =>
        new(
            identity.Key.Tenant,
            identity.Key.Name,
            IdentityText.Compressed(identity.PublicKey),
            IdentityText.Hex(identity.PublicKey),
            identity.Installations,
            identity.CreatedAt,
            identity.TrustPolicy
        );
}

/// <summary>An identity with its private key, 64 hex digits.</summary>
internal sealed record IdentityExportView(string Name, string PublicKey, string PublicKeyHex, string PrivateKey)
{
    public static IdentityExportView Of(IdentityExport export) =>
        new(
            export.Identity.Key.Name,
            IdentityText.Compressed(export.Identity.PublicKey),
            IdentityText.Hex(export.Identity.PublicKey),
            export.PrivateKey
        );

    /// <summary>The public part; never the key.</summary>
    public override string ToString() => $"IdentityExportView({Name}, {PublicKey})";
}

/// <summary>With whom an identity converses.</summary>
internal sealed record TrustPolicyView(TrustPolicy Policy);

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

/// <summary>A peer whose card was taken, with the name that it was given.</summary>
internal sealed record ContactView(string? Name, string PublicKey, string PublicKeyHex)
{
    public static ContactView Of(string? name, PublicKey peer) =>
        new(name, IdentityText.Compressed(peer), IdentityText.Hex(peer));
}

/// <summary>The peers that have a name.</summary>
internal sealed record ContactListView(IReadOnlyList<ContactView> Contacts);

/// <summary>The devices of an identity.</summary>
internal sealed record InstallationListView(IReadOnlyList<InstallationView> Installations);

/// <summary>A device of an identity: whether it is the one in this silo, and whether it gets copies of what is sent.</summary>
internal sealed record InstallationView(
    string InstallationId,
    bool Own,
    bool Paired,
    string Name,
    string DeviceType,
    DateTimeOffset? ActiveAt,
    uint PrekeyVersion
)
{
    public static InstallationView Of(InstallationInfo installation) =>
        new(
            installation.InstallationId,
            installation.IsOwn,
            installation.IsPaired,
            installation.Name,
            installation.DeviceType,
            installation.ActiveAt,
            installation.PrekeyVersion
        );
}

/// <summary>What the sender of a message gets.</summary>
internal sealed record ReceiptView(string MessageId, DateTimeOffset AcceptedAt, bool Replayed)
{
    public static ReceiptView Of(SendReceipt receipt) =>
        new(IdText.Of(receipt.MessageId), receipt.AcceptedAt, receipt.IsReplay);
}

/// <summary>How far a sent message got, accepted, published or delivered: to each recipient, and to the one who has it least.</summary>
internal sealed record SentView(
    string MessageId,
    SentStatus Status,
    DateTimeOffset AcceptedAt,
    IReadOnlyList<RecipientView> Recipients
)
{
    public static SentView Of(SentMessage message) =>
        new(
            IdText.Of(message.MessageId),
            message.Status,
            message.AcceptedAt,
            [.. message.Recipients.Select(RecipientView.Of)]
        );
}

/// <summary>How far a message got to one recipient.</summary>
internal sealed record RecipientView(string Recipient, string RecipientHex, SentStatus Status)
{
    public static RecipientView Of(RecipientStatus recipient) =>
        new(IdentityText.Compressed(recipient.Recipient), IdentityText.Hex(recipient.Recipient), recipient.Status);
}

/// <summary>Where a mailbox stands.</summary>
internal sealed record MailboxView(long LastSequence, long AcknowledgedSequence, long Unacknowledged)
{
    public static MailboxView Of(MailboxStatus status) =>
        new(status.LastSequence, status.AcknowledgedSequence, status.Unacknowledged);
}

/// <summary>Messages, oldest first.</summary>
internal sealed record MessageListView(IReadOnlyList<MessageView> Messages);

/// <summary>
/// A message: <c>text</c> where the content is text, else <c>body</c> in base64. One that another device of the identity has sent
/// has the direction <c>sent</c>, and the recipient where it was one. One that was sent to a group has the group's id.
/// </summary>
internal sealed record MessageView(
    long Sequence,
    string MessageId,
    MessageDirection Direction,
    string Sender,
    string SenderHex,
    string? Recipient,
    string? RecipientHex,
    string? GroupId,
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
            IdText.Of(content.MessageId),
            content.Direction,
            IdentityText.Compressed(content.Sender),
            IdentityText.Hex(content.Sender),
            content.Recipient is { } recipient ? IdentityText.Compressed(recipient) : null,
            content.Recipient is { } same ? IdentityText.Hex(same) : null,
            content.GroupId.IsEmpty ? null : IdText.Of(content.GroupId),
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
