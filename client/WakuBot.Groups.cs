using WakuGrains.Client.Http;

namespace WakuGrains.Client;

/// <content>Groups.</content>
internal sealed partial class WakuBot
{
    public Task<WakuGroup> CreateGroupAsync(
        string groupId,
        string? chatId = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(groupId);
        var body = new CreateGroupBody(groupId, chatId);
        return GroupAsync(Call.Post($"{root}/groups", body, WireJson.Default.CreateGroupBody), cancellationToken);
    }

    public Task<WakuGroup> JoinGroupAsync(
        string groupId,
        string? chatId = null,
        CancellationToken cancellationToken = default
    )
    {
        var body = new JoinGroupBody(chatId);
        return GroupAsync(Call.Post($"{Group(groupId)}/join", body, WireJson.Default.JoinGroupBody), cancellationToken);
    }

    public Task InviteAsync(string groupId, string member, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(member);
        var body = new InviteBody(member);
        return channel.TellAsync(
            Call.Post($"{Group(groupId)}/members", body, WireJson.Default.InviteBody),
            cancellationToken
        );
    }

    public Task<SentReceipt> SendToGroupAsync(
        string groupId,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    ) => SendAsync($"{Group(groupId)}/messages", to: null, content, options, cancellationToken);

    public Task<WakuGroup> RekeyAsync(
        string groupId,
        IReadOnlyCollection<string> members,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(members);
        var body = new RekeyBody(members);
        return GroupAsync(Call.Post($"{Group(groupId)}/rekey", body, WireJson.Default.RekeyBody), cancellationToken);
    }

    public async Task<IReadOnlyList<WakuGroup>> ListGroupsAsync(CancellationToken cancellationToken = default)
    {
        var call = Call.Get($"{root}/groups");
        return (await channel.RequireAsync(call, WireJson.Default.GroupListBody, cancellationToken)).Groups;
    }

    public Task<WakuGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken = default)
    {
        var call = Call.Get(Group(groupId)) with { NotFoundCode = "group_not_found" };
        return channel.CallAsync(call, WireJson.Default.WakuGroup, cancellationToken);
    }

    private Task<WakuGroup> GroupAsync(Call call, CancellationToken cancellationToken) =>
        channel.RequireAsync(call, WireJson.Default.WakuGroup, cancellationToken);

    private string Group(string groupId)
    {
        ArgumentNullException.ThrowIfNull(groupId);
        return $"{root}/groups/{Uri.EscapeDataString(groupId)}";
    }
}
