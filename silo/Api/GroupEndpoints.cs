using System.Security.Claims;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WakuGrains.Client.InProcess;
using WakuGrains.Messages;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Api;

/// <summary>Makes groups, invites to them, changes their keys and sends to them. A group in an address is its id in hex.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder identity)
    {
        var groups = identity.MapGroup("/groups");
        groups.MapGet("", ListAsync).WithSummary("The groups that the identity is in or waits for, by id.");
        groups
            .MapPost("", CreateAsync)
            .WithSummary("Makes a group with its first key. One that is there stays as it is.");
        groups.MapGet("/{groupId}", FindAsync).WithSummary("One group: its owner, its keys, what waits for a key.");
        groups
            .MapPost("/{groupId}/join", JoinAsync)
            .WithSummary("Listens to a group; what comes before somebody has given us its key is kept for then.");
        groups
            .MapPost("/{groupId}/members", InviteAsync)
            .WithSummary("Gives a peer the group's keys, in a message for it alone.");
        groups
            .MapPost("/{groupId}/rekey", RekeyAsync)
            .WithSummary("Gives the group a new key, for the members that are named and nobody else.");
        groups
            .MapPost("/{groupId}/messages", SendAsync)
            .WithSummary(
                "Sends to the group. Answers when the message is stored; it will be published whatever happens."
            );
    }

    private static async Task<GroupListView> ListAsync(
        string name,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var groups = await mediator.Send(new ListGroups(caller.Identity(name)), cancellationToken);
        return new([.. groups.Select(GroupView.Of)]);
    }

    private static async Task<GroupView> CreateAsync(
        string name,
        CreateGroupRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var groupId = IdText.ReadGroup(Required.Field("groupId", request.GroupId));
        var create = new CreateGroup(caller.Identity(name), groupId, request.ChatId);
        return GroupView.Of(await mediator.Send(create, cancellationToken));
    }

    private static async Task<GroupView> FindAsync(
        string name,
        string groupId,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var query = new GetGroup(caller.Identity(name), IdText.ReadGroup(groupId));
        return GroupView.Of(
            await mediator.Send(query, cancellationToken)
                ?? throw new NotFoundException("group_not_found", "groupId", $"'{name}' is not in such a group.")
        );
    }

    private static async Task<GroupView> JoinAsync(
        string name,
        string groupId,
        JoinGroupRequest? request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var join = new JoinGroup(caller.Identity(name), IdText.ReadGroup(groupId), request?.ChatId);
        return GroupView.Of(await mediator.Send(join, cancellationToken));
    }

    private static async Task<NoContent> InviteAsync(
        string name,
        string groupId,
        InviteRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var member = Required.Field("member", request.Member);
        var invite = new InviteToGroup(caller.Identity(name), IdText.ReadGroup(groupId), member);
        await mediator.Send(invite, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<GroupView> RekeyAsync(
        string name,
        string groupId,
        RekeyRequest request,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var members = Required.Field("members", request.Members).Select(member => Required.Field("members", member));
        var rekey = new RekeyGroup(caller.Identity(name), IdText.ReadGroup(groupId), [.. members]);
        return GroupView.Of(await mediator.Send(rekey, cancellationToken));
    }

    private static async Task<Accepted<ReceiptView>> SendAsync(
        string name,
        string groupId,
        SendToGroupRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        IMediator mediator,
        CancellationToken cancellationToken
    )
    {
        var group = IdText.ReadGroup(groupId);
        var send = new SendToGroup(caller.Identity(name), group, request.ToContent(), idempotencyKey);
        var receipt = ReceiptView.Of(await mediator.Send(send, cancellationToken));
        return TypedResults.Accepted($"/v1/identities/{name}/sent/{receipt.MessageId}", receipt);
    }
}
