using System.Collections.Immutable;
using MediatR;
using WakuGrains.Diagnostics;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sending;

namespace WakuGrains.Groups;

/// <summary>Makes groups, sends to them and says which there are.</summary>
internal sealed class GroupHandlers(IEntities entities, IEntityCatalog catalog, ISecp256k1 curve)
    : IRequestHandler<CreateGroup, GroupInfo>,
        IRequestHandler<JoinGroup, GroupInfo>,
        IRequestHandler<SendToGroup, SendReceipt>,
        IRequestHandler<InviteToGroup>,
        IRequestHandler<RekeyGroup, GroupInfo>,
        IRequestHandler<GetGroup, GroupInfo?>,
        IRequestHandler<ListGroups, ImmutableArray<GroupInfo>>
{
    public async Task<GroupInfo> Handle(CreateGroup request, CancellationToken cancellationToken)
    {
        GroupValidation.ChatId(request.ChatId);
        var group = await FindAsync(request.Key, request.GroupId, cancellationToken);
        return await group.CreateAsync(request.ChatId, cancellationToken);
    }

    public async Task<GroupInfo> Handle(JoinGroup request, CancellationToken cancellationToken)
    {
        GroupValidation.ChatId(request.ChatId);
        var group = await FindAsync(request.Key, request.GroupId, cancellationToken);
        return await group.JoinAsync(request.ChatId, cancellationToken);
    }

    public async Task<SendReceipt> Handle(SendToGroup request, CancellationToken cancellationToken)
    {
        SendValidation.IdempotencyKey(request.IdempotencyKey);
        SendValidation.Content(request.Content);
        var group = await FindAsync(request.Sender, request.GroupId, cancellationToken);
        var receipt = await group.SendAsync(request.Content, request.IdempotencyKey, cancellationToken);
        if (!receipt.IsReplay)
            Telemetry.MessagesSent.Add(1);
        return receipt;
    }

    public async Task<Unit> Handle(InviteToGroup request, CancellationToken cancellationToken)
    {
        var member = SendValidation.Identity(curve, request.Member, "member", "member_invalid", "The member");
        var group = await FindAsync(request.Key, request.GroupId, cancellationToken);
        var identity = await entities.RequireAsync(request.Key, cancellationToken);
        var keys = await group.ExportKeysAsync(cancellationToken);
        try
        {
            await entities
                .Session(new SessionKey(identity.Primary(), member))
                .SendGroupKeysAsync(request.GroupId, keys, cancellationToken);
        }
        finally
        {
            foreach (var key in keys)
                key.Dispose();
        }

        return Unit.Value;
    }

    public async Task<GroupInfo> Handle(RekeyGroup request, CancellationToken cancellationToken)
    {
        var members = GroupValidation.Members(curve, request.Members);
        var group = await FindAsync(request.Key, request.GroupId, cancellationToken);
        return await group.RekeyAsync(members, cancellationToken);
    }

    public async Task<GroupInfo?> Handle(GetGroup request, CancellationToken cancellationToken)
    {
        var group = await FindAsync(request.Key, request.GroupId, cancellationToken);
        return await group.FindAsync(cancellationToken);
    }

    public async Task<ImmutableArray<GroupInfo>> Handle(ListGroups request, CancellationToken cancellationToken)
    {
        var identity = await entities.RequireAsync(request.Key, cancellationToken);
        var prefix = GroupAddress.PrefixOf(identity.Primary());
        var found = ImmutableArray.CreateBuilder<GroupInfo>();
        await foreach (var key in catalog.ListKeysAsync(GroupDefinition.KindName, prefix, cancellationToken))
        {
            if (await entities.Group(GroupAddress.Parse(key)).FindAsync(cancellationToken) is { } group)
                found.Add(group);
        }

        return found.ToImmutable();
    }

    private async Task<IGroup> FindAsync(
        IdentityKey key,
        ReadOnlyMemory<byte> groupId,
        CancellationToken cancellationToken
    )
    {
        GroupValidation.GroupId(groupId);
        var identity = await entities.RequireAsync(key, cancellationToken);
        return entities.Group(GroupAddress.Of(identity.Primary(), groupId.Span));
    }
}
