using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>Shows an identity's sessions and begins them anew. A peer in an address is an identity in any text form, escaped.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder identity)
    {
        identity.MapGet("/sessions", ListAsync).WithSummary("The sessions, in order of the peers' keys.");
        identity
            .MapGet("/sessions/{peer}", FindAsync)
            .WithSummary("One session: its devices, which ratchet session sends, and what was not read lately.");
        identity
            .MapPost("/sessions/{peer}/reset", ResetAsync)
            .WithSummary(
                "Forgets the peer's devices and ratchets and sends it our bundle. What is under way to us is lost."
            );
    }

    private static async Task<SessionListView> ListAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var sessions = await mediator.Send(new ListSessions(caller.Identity(name)), cancellationToken);
        return new([.. sessions.Select(SessionView.Of)]);
    }

    private static async Task<SessionView> FindAsync(
        string name,
        string peer,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        SessionView.Of(
            await mediator.Send(new GetSession(caller.Identity(name), Parameters.Peer(peer)), cancellationToken)
        );

    private static async Task<NoContent> ResetAsync(
        string name,
        string peer,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new ResetSession(caller.Identity(name), Parameters.Peer(peer)), cancellationToken);
        return TypedResults.NoContent();
    }
}
