namespace WakuGrains.Client;

/// <content>
/// Groups: identities that have keys in common, so that a message is encrypted once for all of them. What is sent to a group comes
/// with the rest of the mailbox and has a <see cref="IncomingMessage.GroupId"/>. A group's id has 1 to 128 bytes, in hex with
/// <c>0x</c> or without.
/// </content>
public partial interface IWakuBot
{
    /// <summary>
    /// Makes a group with its first key, of which the bot is the owner and, as yet, the only member. One that the bot is in already
    /// stays as it is.
    /// </summary>
    /// <param name="groupId">Its id, which the members have to agree upon.</param>
    /// <param name="chatId">The name of its chat, at most 300 characters and the same for all members; null for <c>0x</c> and the id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">The id or the name is not allowed.</exception>
    Task<WakuGroup> CreateGroupAsync(
        string groupId,
        string? chatId = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Listens to a group to which a member will invite the bot: messages that come before the key are kept, as far as there is
    /// room, and received when it has come. Who is invited without having joined is in the group too, under the name that
    /// follows from its id, but misses what was sent before.
    /// </summary>
    /// <inheritdoc cref="CreateGroupAsync"/>
    Task<WakuGroup> JoinGroupAsync(
        string groupId,
        string? chatId = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Gives a peer the group's keys, in a message for it alone: it reads what was and what will be sent with them.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="member">The peer's identity in any text form.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">The bot is not in the group (<c>group_not_found</c>), or does not write to this peer.</exception>
    Task InviteAsync(string groupId, string member, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends to everybody who has the group's key, with the promises of
    /// <see cref="SendAsync(string, OutgoingContent, SendOptions?, CancellationToken)"/>. Nobody acknowledges a message to a group:
    /// <see cref="GetSentAsync"/> follows it until it is published and names no recipients.
    /// </summary>
    /// <param name="groupId">The group.</param>
    /// <param name="content">What to send.</param>
    /// <param name="options">A reply, or an idempotency key of your own; by default one is made for each call.</param>
    /// <param name="cancellationToken">Gives up; the message may have been taken already.</param>
    /// <exception cref="WakuRequestException">The bot is not in the group (<c>group_not_found</c>), or the silo refuses the content.</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for longer than <see cref="WakuClientOptions.GiveUpAfter"/>.</exception>
    Task<SentReceipt> SendToGroupAsync(
        string groupId,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Gives the group a new key and publishes it for the members that are named: who is not named cannot read what is sent from
    /// then on. A call that had to be repeated on the way may make two keys, for the same members.
    /// </summary>
    /// <param name="groupId">The group.</param>
    /// <param name="members">At most 1000 identities in any text form; the bot itself stays in the group without being named.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WakuRequestException">The bot is not in the group (<c>group_not_found</c>), or a member is no identity.</exception>
    Task<WakuGroup> RekeyAsync(
        string groupId,
        IReadOnlyCollection<string> members,
        CancellationToken cancellationToken = default
    );

    /// <summary>The groups that the bot is in or waits for, by id.</summary>
    Task<IReadOnlyList<WakuGroup>> ListGroupsAsync(CancellationToken cancellationToken = default);

    /// <summary>One group; null when the bot is neither in it nor waits for it.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<WakuGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken = default);
}
