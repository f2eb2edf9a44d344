using WakuGrains.Client;
using WakuGrains.Messages;
using WakuGrains.Silo.Api;

namespace WakuGrains.Silo.InProcess;

/// <content>Groups.</content>
internal sealed partial class InProcessBot
{
    public async Task<WakuGroup> CreateGroupAsync(
        string groupId,
        string? chatId = null,
        CancellationToken cancellationToken = default
    ) =>
        GroupTranslations.Group(
            await AskAsync(() => new CreateGroup(key, Parameters.GroupId(groupId), chatId), cancellationToken)
        );

    public async Task<WakuGroup> JoinGroupAsync(
        string groupId,
        string? chatId = null,
        CancellationToken cancellationToken = default
    ) =>
        GroupTranslations.Group(
            await AskAsync(() => new JoinGroup(key, Parameters.GroupId(groupId), chatId), cancellationToken)
        );

    public Task InviteAsync(string groupId, string member, CancellationToken cancellationToken = default) =>
        AskAsync(() => new InviteToGroup(key, Parameters.GroupId(groupId), member), cancellationToken);

    public async Task<SentReceipt> SendToGroupAsync(
        string groupId,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var outbound = Translations.Content(content, options?.InReplyTo);
        return Translations.Receipt(
            await AskAsync(
                () => new SendToGroup(key, Parameters.GroupId(groupId), outbound, options?.IdempotencyKey),
                cancellationToken
            )
        );
    }

    public async Task<WakuGroup> RekeyAsync(
        string groupId,
        IReadOnlyCollection<string> members,
        CancellationToken cancellationToken = default
    ) =>
        GroupTranslations.Group(
            await AskAsync(() => new RekeyGroup(key, Parameters.GroupId(groupId), [.. members]), cancellationToken)
        );

    public async Task<IReadOnlyList<WakuGroup>> ListGroupsAsync(CancellationToken cancellationToken = default) =>
        [.. (await AskAsync(new ListGroups(key), cancellationToken)).Select(GroupTranslations.Group)];

    public async Task<WakuGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken = default) =>
        await AskAsync(() => new GetGroup(key, Parameters.GroupId(groupId)), cancellationToken) is { } group
            ? GroupTranslations.Group(group)
            : null;
}
