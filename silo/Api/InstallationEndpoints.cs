using System.Collections.Immutable;
using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>The devices of an identity: shows them, pairs them, names them.</summary>
internal static class InstallationEndpoints
{
    public static void MapInstallations(this IEndpointRouteBuilder identity)
    {
        var installations = identity.MapGroup("/installations");
        installations.MapGet("", ListAsync).WithSummary("This device first, then those that were seen in bundles.");
        installations
            .MapPost("/announce", AnnounceAsync)
            .WithSummary("Tells the identity's other devices that this one is there.");
        installations
            .MapPost("/{installationId}/pair", PairAsync)
            .WithSummary("Pairs another device: it is in our bundle and gets a copy of what we send.");
        installations.MapPost("/{installationId}/unpair", UnpairAsync).WithSummary("Ends that.");
        installations
            .MapPut("/{installationId}/name", NameAsync)
            .WithSummary("Names a device. This one's name is in its pairing messages; an empty name is none.");
    }

    private static async Task<InstallationListView> ListAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => Show(await mediator.Send(new ListInstallations(caller.Identity(name)), cancellationToken));

    private static async Task<NoContent> AnnounceAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        await mediator.Send(new AnnounceInstallation(caller.Identity(name)), cancellationToken);
        return TypedResults.NoContent();
    }

    private static Task<InstallationListView> PairAsync(
        string name,
        string installationId,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        SetPairedAsync(
            new(caller.Identity(name), Parameters.InstallationId(installationId), IsPaired: true),
            mediator,
            cancellationToken
        );

    private static Task<InstallationListView> UnpairAsync(
        string name,
        string installationId,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    ) =>
        SetPairedAsync(
            new(caller.Identity(name), Parameters.InstallationId(installationId), IsPaired: false),
            mediator,
            cancellationToken
        );

    private static async Task<InstallationListView> SetPairedAsync(
        PairInstallation pairing,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => Show(await mediator.Send(pairing, cancellationToken));

    private static async Task<InstallationListView> NameAsync(
        string name,
        string installationId,
        NameInstallationRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var called = Required.Field("name", request.Name);
        var naming = new NameInstallation(caller.Identity(name), Parameters.InstallationId(installationId), called);
        return Show(await mediator.Send(naming, cancellationToken));
    }

    private static InstallationListView Show(ImmutableArray<InstallationInfo> installations) =>
        new([.. installations.Select(InstallationView.Of)]);
}
