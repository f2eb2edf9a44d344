using WakuGrains.Messages;

namespace WakuGrains.Client.InProcess;

/// <content>Groups.</content>
internal sealed partial class InProcessBot
{
    public async Task<WakuGroup> CreateGroupAsync(
        string groupId,
        string? chatId = null,
        CancellationToken cancellationToken = default
    ) =>
        GroupTranslations.Group(
            await AskAsync(() => new CreateGroup(key, IdText.ReadGroup(groupId), chatId), cancellationToken)
        );

    public async Task<WakuGroup> JoinGroupAsync(
        string groupId,
        string? chatId = null,
        CancellationToken cancellationToken = default
    ) =>
        GroupTranslations.Group(
            await AskAsync(() => new JoinGroup(key, IdText.ReadGroup(groupId), chatId), cancellationToken)
        );

    public Task InviteAsync(string groupId, string member, CancellationToken cancellationToken = default) =>
        AskAsync(() => new InviteToGroup(key, IdText.ReadGroup(groupId), member), cancellationToken);

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
                () => new SendToGroup(key, IdText.ReadGroup(groupId), outbound, options?.IdempotencyKey),
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
            await AskAsync(() => new RekeyGroup(key, IdText.ReadGroup(groupId), [.. members]), cancellationToken)
        );

    public async Task<IReadOnlyList<WakuGroup>> ListGroupsAsync(CancellationToken cancellationToken = default) =>
        [.. (await AskAsync(new ListGroups(key), cancellationToken)).Select(GroupTranslations.Group)];

    public async Task<WakuGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken = default) =>
        await AskAsync(() => new GetGroup(key, IdText.ReadGroup(groupId)), cancellationToken) is { } group
            ? GroupTranslations.Group(group)
            : null;
}
