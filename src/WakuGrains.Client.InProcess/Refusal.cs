using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Trust;

namespace WakuGrains.Client.InProcess;

/// <summary>What the messaging model refuses, in the words that a caller gets: the same over HTTP and within the process.</summary>
/// <param name="Status">As an HTTP status.</param>
/// <param name="Code">Stable, in snake case.</param>
/// <param name="Field">The field at fault, in camel case.</param>
/// <param name="Detail">One sentence.</param>
internal sealed record Refusal(int Status, string Code, string Field, string Detail)
{
    /// <summary>The refusal that an exception is, else null.</summary>
    public static Refusal? Find(Exception exception) =>
        exception switch
        {
            InvalidRequestException invalid => new(400, invalid.Code, invalid.Field, invalid.Message),
            PeerNotTrustedException refused => new(403, "peer_not_trusted", refused.Field, refused.Message),
            IdentityNotFoundException missing => new(404, "identity_not_found", "name", missing.Message),
            InstallationNotFoundException missing => new(
                404,
                "installation_not_found",
                "installationId",
                missing.Message
            ),
            SessionNotFoundException missing => new(404, "session_not_found", "peer", missing.Message),
            GroupNotFoundException missing => new(404, "group_not_found", "groupId", missing.Message),
            IdempotencyConflictException conflict => new(
                409,
                "idempotency_conflict",
                "idempotencyKey",
                conflict.Message
            ),
            IdentityConflictException conflict => new(409, "identity_conflict", "name", conflict.Message),
            IdentityChangedException changed => new(409, "identity_changed", "name", changed.Message),
            _ => null,
        };
}
