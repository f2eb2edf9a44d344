using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>With whom an identity converses: its policy, and decisions about single peers.</summary>
internal static class TrustEndpoints
{
    public static void MapTrust(this IEndpointRouteBuilder identity)
    {
        identity.MapGet("/trust-policy", PolicyAsync).WithSummary("With whom the identity converses.");
        identity
            .MapPut("/trust-policy", SetPolicyAsync)
            .WithSummary("Chooses with whom: first_use (everybody), pinned, or ask (messages are held until decided).");
        identity
            .MapPut("/sessions/{peer}/trust", DecideAsync)
            .WithSummary(
                "Decides about a peer: trusted, pinned, refused or undecided. What was held is read or dropped."
            );
    }

    private static async Task<TrustPolicyView> PolicyAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var key = caller.Identity(name);
        var identity =
            await mediator.Send(new FindIdentity(key), cancellationToken) ?? throw new IdentityNotFoundException(key);
        return new(identity.TrustPolicy);
    }

    private static async Task<TrustPolicyView> SetPolicyAsync(
        string name,
        SetTrustPolicyRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var policy = TrustNames.Policy(Required.Field("policy", request.Policy));
        return new(
            (await mediator.Send(new SetTrustPolicy(caller.Identity(name), policy), cancellationToken)).TrustPolicy
        );
    }

    private static async Task<NoContent> DecideAsync(
        string name,
        string peer,
        DecideTrustRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var trust = TrustNames.Decision(Required.Field("trust", request.Trust));
        await mediator.Send(new DecideTrust(caller.Identity(name), Parameters.Peer(peer), trust), cancellationToken);
        return TypedResults.NoContent();
    }
}
