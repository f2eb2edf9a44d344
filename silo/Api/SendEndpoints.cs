using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WakuGrains.Client.InProcess;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>Sends messages and says how far they got.</summary>
internal static class SendEndpoints
{
    public static void MapSending(this IEndpointRouteBuilder identity)
    {
        identity
            .MapPost("/messages", SendAsync)
            .WithSummary(
                "Sends, to one identity or to an array of them. Answers when the message is stored; it will be published whatever happens."
            );
        identity
            .MapGet("/sent/{messageId}", FindSentAsync)
            .WithSummary("How far a sent message got, and to which of its recipients.");
    }

    private static async Task<Accepted<ReceiptView>> SendAsync(
        string name,
        SendMessageRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var to = Required.Field("to", request.To);
        var (sender, content) = (caller.Identity(name), request.ToContent());
        IRequest<SendReceipt> send = to.AreSeveral
            ? new SendToMany(sender, to.Peers, content, idempotencyKey)
            : new SendMessage(sender, to.Peers[0], content, idempotencyKey);
        var receipt = ReceiptView.Of(await mediator.Send(send, cancellationToken));
        return TypedResults.Accepted($"/v1/identities/{name}/sent/{receipt.MessageId}", receipt);
    }

    private static async Task<SentView> FindSentAsync(
        string name,
        string messageId,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var query = new GetSentMessage(caller.Identity(name), IdText.ReadMessage(messageId));
        return SentView.Of(
            await mediator.Send(query, cancellationToken)
                ?? throw new NotFoundException(
                    "message_not_found",
                    "messageId",
                    "No such message was sent, or not lately."
                )
        );
    }
}
