using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Silo.Api;

/// <summary>Serialisers of the API, made at compile time.</summary>
[JsonSerializable(typeof(OpenIdentityRequest))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(AddContactRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(ImportIdentityRequest))]
[JsonSerializable(typeof(SetTrustPolicyRequest))]
[JsonSerializable(typeof(NameInstallationRequest))]
[JsonSerializable(typeof(DecideTrustRequest))]
[JsonSerializable(typeof(CreateGroupRequest))]
[JsonSerializable(typeof(JoinGroupRequest))]
[JsonSerializable(typeof(InviteRequest))]
[JsonSerializable(typeof(RekeyRequest))]
[JsonSerializable(typeof(SendToGroupRequest))]
[JsonSerializable(typeof(IdentityView))]
[JsonSerializable(typeof(IdentityListView))]
[JsonSerializable(typeof(ContactCardView))]
[JsonSerializable(typeof(ContactView))]
[JsonSerializable(typeof(ContactListView))]
[JsonSerializable(typeof(IdentityExportView))]
[JsonSerializable(typeof(TrustPolicyView))]
[JsonSerializable(typeof(InstallationListView))]
[JsonSerializable(typeof(SessionListView))]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(GroupListView))]
[JsonSerializable(typeof(GroupView))]
[JsonSerializable(typeof(ReceiptView))]
[JsonSerializable(typeof(SentView))]
[JsonSerializable(typeof(MailboxView))]
[JsonSerializable(typeof(MessageListView))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>For what is written by hand, past ASP.NET's own serialisation.</summary>
    public static ApiJson Wire { get; } = new(WithSettings(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    /// <summary>Gives ASP.NET's serialisation the settings and the serialisers.</summary>
    public static void Configure(JsonSerializerOptions options) =>
        WithSettings(options).TypeInfoResolverChain.Insert(0, Default);

    /// <summary>Camel case, nulls left out. A property that nobody knows is an error: it is a mistyped one.</summary>
    private static JsonSerializerOptions WithSettings(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        AddNames<SentStatus>(options);
        AddNames<MessageDirection>(options);
        AddNames<TrustPolicy>(options);
        AddNames<PeerTrust>(options);
        AddNames<MessageEncryption>(options);
        AddNames<TopicKind>(options);
        return options;
    }

    private static void AddNames<T>(JsonSerializerOptions options)
        where T : struct, Enum =>
        options.Converters.Add(new JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower));
}
