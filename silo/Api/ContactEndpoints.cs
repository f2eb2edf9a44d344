using System.Security.Claims;
using MediatR;
using Microsoft.Net.Http.Headers;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>Hands out contact cards, as JSON, text and QR code, and takes those of peers.</summary>
internal static class ContactEndpoints
{
    public static void MapContacts(this IEndpointRouteBuilder identity)
    {
        identity
            .MapGet("/contact-card", CardAsync)
            .WithSummary("The contact card: JSON, or one line of text with 'Accept: text/plain'.");
        identity
            .MapGet("/contact-card.svg", SvgAsync)
            .WithSummary("The contact card's text as a QR code (SVG).")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml");
        identity
            .MapGet("/contact-card.png", PngAsync)
            .WithSummary("The contact card's text as a QR code (PNG).")
            .Produces(StatusCodes.Status200OK, contentType: "image/png");
        identity
            .MapPost("/contacts", AddAsync)
            .WithSummary(
                "Takes a peer's contact card and pins the peer; a name keeps its key unless 'replace' is set."
            );
        identity.MapGet("/contacts", ListAsync).WithSummary("The peers that have a name.");
    }

    private static async Task<IResult> CardAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var card = await ReadAsync(name, caller, mediator, cancellationToken);
        return PrefersText(request) ? Results.Text(card.Text) : Results.Ok(ContactCardView.Of(card));
    }

    private static async Task<IResult> SvgAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => Results.Text(QrCode.Svg((await ReadAsync(name, caller, mediator, cancellationToken)).Text), "image/svg+xml");

    private static async Task<IResult> PngAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => Results.Bytes(QrCode.Png((await ReadAsync(name, caller, mediator, cancellationToken)).Text), "image/png");

    private static async Task<ContactView> AddAsync(
        string name,
        AddContactRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var add = new AddContact(caller.Identity(name), Required.Field("card", request.Card))
        {
            Name = request.Name,
            Replace = request.Replace ?? false,
        };
        return ContactView.Of(request.Name, await mediator.Send(add, cancellationToken));
    }

    private static async Task<ContactListView> ListAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var contacts = await mediator.Send(new ListContacts(caller.Identity(name)), cancellationToken);
        return new([.. contacts.Select(contact => ContactView.Of(contact.Name, contact.PublicKey))]);
    }

    private static Task<ContactCard> ReadAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => mediator.Send(new GetContactCard(caller.Identity(name)), cancellationToken);

    private static bool PrefersText(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.OrderByDescending(type => type.Quality ?? 1).First().MediaType == "text/plain";
}
