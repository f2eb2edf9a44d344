namespace WakuGrains.Silo.Api;

/// <summary>Body of <c>POST /v1/identities</c>.</summary>
internal sealed record OpenIdentityRequest(string? Name);

/// <summary>Body of <c>POST /v1/identities/{name}/acknowledgements</c>.</summary>
internal sealed record AcknowledgeRequest(long? UpTo);

/// <summary>Body of <c>POST /v1/identities/import</c>.</summary>
internal sealed record ImportIdentityRequest(string? Name, string? PrivateKey)
{
    /// <summary>The name; never the key.</summary>
    public override string ToString() => $"ImportIdentityRequest({Name})";
}

/// <summary>Body of <c>PUT /v1/identities/{name}/trust-policy</c>.</summary>
internal sealed record SetTrustPolicyRequest(string? Policy);

/// <summary>Body of <c>POST /v1/identities/{name}/contacts</c>.</summary>
internal sealed record AddContactRequest(string? Card, string? Name, bool? Replace);

/// <summary>Body of <c>PUT /v1/identities/{name}/installations/{installationId}/name</c>.</summary>
internal sealed record NameInstallationRequest(string? Name);

/// <summary>Body of <c>POST /v1/identities/{name}/groups</c>.</summary>
internal sealed record CreateGroupRequest(string? GroupId, string? ChatId);

/// <summary>Body of <c>POST /v1/identities/{name}/groups/{groupId}/join</c>.</summary>
internal sealed record JoinGroupRequest(string? ChatId);

/// <summary>Body of <c>POST /v1/identities/{name}/groups/{groupId}/members</c>.</summary>
internal sealed record InviteRequest(string? Member);

/// <summary>Body of <c>POST /v1/identities/{name}/groups/{groupId}/rekey</c>.</summary>
internal sealed record RekeyRequest(string[]? Members);

/// <summary>Body of <c>PUT /v1/identities/{name}/sessions/{peer}/trust</c>.</summary>
internal sealed record DecideTrustRequest(string? Trust);
