using System.Security.Claims;
using MediatR;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>Reads mailboxes by cursor and long poll, acknowledges, and shows where they stand.</summary>
internal static class MailboxEndpoints
{
    public static void MapMailbox(this IEndpointRouteBuilder identity)
    {
        identity
            .MapGet("/messages", ReadAsync)
            .WithSummary("Messages after a sequence number; 'wait' holds an empty answer back for up to 60 seconds.");
        identity
            .MapPost("/acknowledgements", AcknowledgeAsync)
            .WithSummary("Acknowledges every message up to a sequence number; contents are deleted.");
        identity.MapGet("/mailbox", StatusAsync).WithSummary("Where the mailbox stands.");
        identity
            .MapGet("/events", EventStream.WriteAsync)
            .WithSummary("New messages as server-sent events; goes on after Last-Event-ID.");
    }

    private static async Task<MessageListView> ReadAsync(
        string name,
        string? after,
        string? limit,
        string? wait,
        ClaimsPrincipal caller,
        IMediator mediator,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken
    )
    {
        var read = new ReadMailbox(
            caller.Identity(name),
            Parameters.Sequence("after", after),
            Parameters.Limit(limit),
            Parameters.Wait(wait)
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            lifetime.ApplicationStopping
        );
        var messages = await mediator.Send(read, either.Token);
        return new([.. messages.Select(MessageView.Of)]);
    }

    private static async Task<MailboxView> AcknowledgeAsync(
        string name,
        AcknowledgeRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var upTo = Required.Field("upTo", request.UpTo);
        return MailboxView.Of(
            await mediator.Send(new AcknowledgeMessages(caller.Identity(name), upTo), cancellationToken)
        );
    }

    private static async Task<MailboxView> StatusAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    ) => MailboxView.Of(await mediator.Send(new GetMailboxStatus(caller.Identity(name)), cancellationToken));
}
