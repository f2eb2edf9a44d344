using System.Security.Claims;
using MediatR;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>Takes and gives out identities' private keys. They are in bodies only, and no cache may keep them.</summary>
internal static class IdentityKeyEndpoints
{
    public static void MapIdentityKeys(this IEndpointRouteBuilder api)
    {
        api.MapPost("/identities/import", ImportAsync)
            .WithSummary("Makes an identity from its private key, as another device of it. Repeatable.");
        api.MapPost("/identities/{name}/export", ExportAsync)
            .WithSummary("The identity with its private key: whoever has it is the identity.");
    }

    private static async Task<IdentityView> ImportAsync(
        ImportIdentityRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var key = caller.Identity(Required.Field("name", request.Name));
        var import = new ImportIdentity(key, Required.Field("privateKey", request.PrivateKey));
        return IdentityView.Of(await mediator.Send(import, cancellationToken));
    }

    private static async Task<IdentityExportView> ExportAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var export = await mediator.Send(new ExportIdentity(caller.Identity(name)), cancellationToken);
        response.Headers.CacheControl = "no-store";
        return IdentityExportView.Of(export);
    }
}
