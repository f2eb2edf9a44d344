using WakuGrains.Groups;
using WakuGrains.Protocol.Application;

namespace WakuGrains.Client.InProcess;

/// <summary>The messaging model's groups in the client's words.</summary>
internal static class GroupTranslations
{
    public static WakuGroup Group(GroupInfo group) =>
        new(
            IdText.Of(group.GroupId),
            group.ChatId,
            group.ContentTopic,
            group.Owner is { } owner ? IdentityText.Compressed(owner) : null,
            [.. group.Keys.Select(Key)],
            group.Waiting
        );

    private static WakuGroupKey Key(GroupKeyInfo key) =>
        new(IdText.Of(key.KeyId), key.CreatedAt, key.Position, key.MaySend);
}
