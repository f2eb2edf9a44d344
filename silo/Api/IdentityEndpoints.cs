using System.Security.Claims;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>Opens and shows identities.</summary>
internal static class IdentityEndpoints
{
    public static void MapIdentities(this IEndpointRouteBuilder api)
    {
        api.MapPost("/identities", OpenAsync).WithSummary("Opens an identity; makes its key when the name is new.");
        api.MapGet("/identities", ListAsync).WithSummary("The tenant's identities by name.");
        api.MapGet("/identities/{name}", FindAsync).WithSummary("One identity.");
    }

    private static async Task<IdentityView> OpenAsync(
        OpenIdentityRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var key = caller.Identity(Required.Field("name", request.Name));
        return IdentityView.Of(await mediator.Send(new OpenIdentity(key), cancellationToken));
    }

    private static async Task<IdentityListView> ListAsync(
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var identities = await mediator.Send(new ListIdentities(caller.Tenant()), cancellationToken);
        return new([.. identities.Select(IdentityView.Of)]);
    }

    private static async Task<IdentityView> FindAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var key = caller.Identity(name);
        return IdentityView.Of(
            await mediator.Send(new FindIdentity(key), cancellationToken) ?? throw new IdentityNotFoundException(key)
        );
    }
}
