using System.Text;
using System.Text.Json.Serialization;

namespace WakuGrains.Client.Http;

// The bodies of the HTTP API that have no public twin.

internal sealed record OpenIdentityBody(string Name);

internal sealed record IdentityListBody(IReadOnlyList<WakuIdentity> Identities);

internal sealed record ImportIdentityBody(string Name, string PrivateKey)
{
    /// <summary>The name; never the key.</summary>
    public override string ToString() => $"ImportIdentityBody({Name})";
}

internal sealed record TrustPolicyBody(TrustPolicy Policy);

internal sealed record InstallationListBody(IReadOnlyList<WakuInstallation> Installations);

internal sealed record NameInstallationBody(string Name);

internal sealed record SessionListBody(IReadOnlyList<WakuSession> Sessions);

internal sealed record DecideTrustBody(PeerTrust Trust);

internal sealed record CreateGroupBody(string GroupId, string? ChatId);

internal sealed record JoinGroupBody(string? ChatId);

internal sealed record InviteBody(string Member);

internal sealed record RekeyBody(IReadOnlyCollection<string> Members);

internal sealed record GroupListBody(IReadOnlyList<WakuGroup> Groups);

/// <summary>The body of an answer that has none.</summary>
internal sealed record NothingBody;

internal sealed record SendBody(
    Addressees? To,
    string? Text,
    string? ContentType,
    ReadOnlyMemory<byte>? Body,
    IReadOnlyDictionary<string, string>? Headers,
    string? InReplyTo
);

internal sealed record MessageListBody(IReadOnlyList<MessageBody> Messages);

internal sealed record MessageBody(
    long Sequence,
    string MessageId,
    MessageDirection Direction,
    string Sender,
    string? Recipient,
    string? GroupId,
    string SenderInstallation,
    string ContentType,
    string? Text,
    byte[]? Body,
    IReadOnlyDictionary<string, string>? Headers,
    string? InReplyTo,
    DateTimeOffset SentAt,
    DateTimeOffset ReceivedAt
)
{
    public IncomingMessage ToIncoming(IWakuBot bot) =>
        new(bot, Sequence, MessageId, Sender)
        {
            Direction = Direction,
            Recipient = Recipient,
            GroupId = GroupId,
            SenderInstallation = SenderInstallation,
            ContentType = ContentType,
            Body = Body ?? Encoding.UTF8.GetBytes(Text ?? ""),
            Headers = Headers ?? new Dictionary<string, string>(),
            InReplyTo = InReplyTo ?? "",
            SentAt = SentAt,
            ReceivedAt = ReceivedAt,
        };
}

internal sealed record AcknowledgeBody(long UpTo);

internal sealed record AddContactBody(string Card);

internal sealed record ContactBody(string PublicKey);

internal sealed record ProblemBody(string? Title, string? Detail, string? Code, string? Field);

/// <summary>Serialisers made at compile time, so that the client runs trimmed and ahead-of-time compiled.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(OpenIdentityBody))]
[JsonSerializable(typeof(IdentityListBody))]
[JsonSerializable(typeof(WakuIdentity))]
[JsonSerializable(typeof(WakuIdentityExport))]
[JsonSerializable(typeof(ImportIdentityBody))]
[JsonSerializable(typeof(TrustPolicyBody))]
[JsonSerializable(typeof(InstallationListBody))]
[JsonSerializable(typeof(NameInstallationBody))]
[JsonSerializable(typeof(SessionListBody))]
[JsonSerializable(typeof(WakuSession))]
[JsonSerializable(typeof(DecideTrustBody))]
[JsonSerializable(typeof(CreateGroupBody))]
[JsonSerializable(typeof(JoinGroupBody))]
[JsonSerializable(typeof(InviteBody))]
[JsonSerializable(typeof(RekeyBody))]
[JsonSerializable(typeof(GroupListBody))]
[JsonSerializable(typeof(WakuGroup))]
[JsonSerializable(typeof(NothingBody))]
[JsonSerializable(typeof(SendBody))]
[JsonSerializable(typeof(SentReceipt))]
[JsonSerializable(typeof(SentState))]
[JsonSerializable(typeof(MessageListBody))]
[JsonSerializable(typeof(AcknowledgeBody))]
[JsonSerializable(typeof(MailboxPosition))]
[JsonSerializable(typeof(WakuContactCard))]
[JsonSerializable(typeof(AddContactBody))]
[JsonSerializable(typeof(ContactBody))]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class WireJson : JsonSerializerContext;
