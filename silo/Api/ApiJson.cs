using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace WakuGrains.Silo.Api;

/// <summary>Serialisers of the API, made at compile time. A property that nobody knows is an error: it is a mistyped one.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(SentStatusConverter)]
)]
[JsonSerializable(typeof(OpenIdentityRequest))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(AddContactRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(IdentityView))]
[JsonSerializable(typeof(IdentityListView))]
[JsonSerializable(typeof(ContactCardView))]
[JsonSerializable(typeof(ContactView))]
[JsonSerializable(typeof(ReceiptView))]
[JsonSerializable(typeof(SentView))]
[JsonSerializable(typeof(MailboxView))]
[JsonSerializable(typeof(MessageListView))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemDetails))]
internal sealed partial class ApiJson : JsonSerializerContext;
