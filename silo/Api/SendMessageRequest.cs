using System.Collections.Immutable;

namespace WakuGrains.Silo.Api;

/// <summary>Body of <c>POST /v1/identities/{name}/messages</c>.</summary>
internal sealed record SendMessageRequest(
    Addressees? To,
    string? Text,
    string? ContentType,
    byte[]? Body,
    ImmutableDictionary<string, string>? Headers,
    string? InReplyTo
) : ContentRequest(Text, ContentType, Body, Headers, InReplyTo);

/// <summary>Body of <c>POST /v1/identities/{name}/groups/{groupId}/messages</c>.</summary>
internal sealed record SendToGroupRequest(
    string? Text,
    string? ContentType,
    byte[]? Body,
    ImmutableDictionary<string, string>? Headers,
    string? InReplyTo
) : ContentRequest(Text, ContentType, Body, Headers, InReplyTo);
