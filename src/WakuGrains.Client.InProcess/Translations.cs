using System.Collections.Immutable;
using WakuGrains.Identities;
using WakuGrains.Installations;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Application;

namespace WakuGrains.Client.InProcess;

/// <summary>Between the messaging model's values and the client's.</summary>
internal static class Translations
{
    public static WakuIdentity Identity(IdentityInfo identity) =>
        new(
            identity.Key.Name,
            IdentityText.Compressed(identity.PublicKey),
            IdentityText.Hex(identity.PublicKey),
            identity.CreatedAt,
            TrustTranslations.Policy(identity.TrustPolicy)
        );

    public static IReadOnlyList<WakuInstallation> Installations(ImmutableArray<InstallationInfo> installations) =>
        [
            .. installations.Select(installation => new WakuInstallation(
                installation.InstallationId,
                installation.IsOwn,
                installation.IsPaired,
                installation.Name,
                installation.DeviceType,
                installation.ActiveAt,
                installation.PrekeyVersion
            )),
        ];

    public static OutboundContent Content(OutgoingContent content, string? inReplyTo) =>
        content switch
        {
            TextContent text => new OutboundContent.Text(text.Text, inReplyTo ?? ""),
            DataContent data => new OutboundContent.Data(
                data.ContentType,
                data.Body,
                data.Headers?.ToImmutableDictionary() ?? ImmutableDictionary<string, string>.Empty,
                inReplyTo ?? ""
            ),
            _ => throw new ArgumentException("Not a kind of content.", nameof(content)),
        };

    public static IncomingMessage Message(IWakuBot bot, MailboxMessage message)
    {
        var content = message.Content;
        return new(bot, message.Sequence, IdText.Of(content.MessageId), IdentityText.Compressed(content.Sender))
        {
            Direction = Direction(content.Direction),
            Recipient = content.Recipient is { } recipient ? IdentityText.Compressed(recipient) : null,
            GroupId = content.GroupId.IsEmpty ? null : IdText.Of(content.GroupId),
            SenderInstallation = content.SenderInstallation,
            ContentType = content.ContentType,
            Body = content.Body,
            Headers = content.Headers,
            InReplyTo = content.InReplyTo,
            SentAt = content.SentAt,
            ReceivedAt = content.ReceivedAt,
        };
    }

    public static MailboxPosition Position(MailboxStatus status) =>
        new(status.LastSequence, status.AcknowledgedSequence, status.Unacknowledged);

    public static SentReceipt Receipt(SendReceipt receipt) =>
        new(IdText.Of(receipt.MessageId), receipt.AcceptedAt, receipt.IsReplay);

    public static SentState Sent(SentMessage message) =>
        new(
            IdText.Of(message.MessageId),
            Progress(message.Status),
            message.AcceptedAt,
            [
                .. message.Recipients.Select(recipient => new RecipientState(
                    IdentityText.Compressed(recipient.Recipient),
                    Progress(recipient.Status)
                )),
            ]
        );

    private static Client.MessageDirection Direction(Mailboxes.MessageDirection direction) =>
        direction switch
        {
            Mailboxes.MessageDirection.Received => Client.MessageDirection.Received,
            Mailboxes.MessageDirection.Sent => Client.MessageDirection.Sent,
            _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "Not a direction."),
        };

    private static SentProgress Progress(SentStatus status) =>
        status switch
        {
            SentStatus.Accepted => SentProgress.Accepted,
            SentStatus.Published => SentProgress.Published,
            SentStatus.Delivered => SentProgress.Delivered,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
        };
}
