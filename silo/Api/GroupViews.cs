using WakuGrains.Client.InProcess;
using WakuGrains.Groups;
using WakuGrains.Protocol.Application;

namespace WakuGrains.Silo.Api;

/// <summary>The groups that an identity is in or waits for.</summary>
internal sealed record GroupListView(IReadOnlyList<GroupView> Groups);

/// <summary>A group: no owner and no keys as long as the identity waits for the first one; the newest key first.</summary>
internal sealed record GroupView(
    string GroupId,
    string ChatId,
    string ContentTopic,
    string? Owner,
    string? OwnerHex,
    IReadOnlyList<GroupKeyView> Keys,
    int Waiting
)
{
    public static GroupView Of(GroupInfo group) =>
        new(
            IdText.Of(group.GroupId),
            group.ChatId,
            group.ContentTopic,
            group.Owner is { } owner ? IdentityText.Compressed(owner) : null,
            group.Owner is { } same ? IdentityText.Hex(same) : null,
            [.. group.Keys.Select(GroupKeyView.Of)],
            group.Waiting
        );
}

/// <summary>What a group's key is called, and how far it was used; never the key.</summary>
internal sealed record GroupKeyView(string KeyId, DateTimeOffset CreatedAt, uint Position, bool MaySend)
{
    public static GroupKeyView Of(GroupKeyInfo key) =>
        new(IdText.Of(key.KeyId), key.CreatedAt, key.Position, key.MaySend);
}
