using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Groups;

namespace WakuGrains.Messages;

/// <summary>
/// Makes a group, of which the identity is then the owner and first member, and listens to its topic. A group that the identity
/// is in already stays as it is.
/// </summary>
/// <param name="Key">Who makes it.</param>
/// <param name="GroupId">The group's id, 1 to 128 bytes; the same for all its members.</param>
/// <param name="ChatId">The name of its chat, at most 300 characters; null for 0x and the id in lower-case hex.</param>
/// <exception cref="InvalidRequestException">A field is not acceptable; the exception names it.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record CreateGroup(IdentityKey Key, ReadOnlyMemory<byte> GroupId, string? ChatId = null)
    : IRequest<GroupInfo>;

/// <summary>
/// Listens to a group that somebody will invite the identity to: messages that come before the key are kept, as far as there is
/// room, and delivered when it has come.
/// </summary>
/// <param name="Key">Who waits.</param>
/// <param name="GroupId">The group's id.</param>
/// <param name="ChatId">As for <see cref="CreateGroup"/>.</param>
/// <exception cref="InvalidRequestException">A field is not acceptable; the exception names it.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record JoinGroup(IdentityKey Key, ReadOnlyMemory<byte> GroupId, string? ChatId = null)
    : IRequest<GroupInfo>;

/// <summary>
/// Sends a message to a group. When the task completes the message is stored with its ciphertext and will be published, whatever
/// happens to the process.
/// </summary>
/// <param name="Sender">Who sends.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Content">What to send.</param>
/// <param name="IdempotencyKey">At most 200 characters; the same key and content to the same group within seven days sends once.</param>
/// <exception cref="InvalidRequestException">A field is not acceptable; the exception names it.</exception>
/// <exception cref="IdempotencyConflictException">The key was used with other content.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
/// <exception cref="GroupNotFoundException">The identity is not in the group.</exception>
public sealed record SendToGroup(
    IdentityKey Sender,
    ReadOnlyMemory<byte> GroupId,
    OutboundContent Content,
    string? IdempotencyKey
) : IRequest<SendReceipt>;

/// <summary>Gives a peer the group's keys in a message for it alone: it can read what was and what will be sent with them.</summary>
/// <param name="Key">Who does it.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Member">The peer's identity in any text form.</param>
/// <exception cref="InvalidRequestException">A field is not acceptable; the exception names it.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
/// <exception cref="GroupNotFoundException">The identity is not in the group.</exception>
/// <exception cref="Trust.PeerNotTrustedException">The identity does not write to this peer.</exception>
public sealed record InviteToGroup(IdentityKey Key, ReadOnlyMemory<byte> GroupId, string Member) : IRequest;

/// <summary>
/// Gives a group a new key and publishes it for the members that are named. Who is not named cannot read what is sent from then
/// on.
/// </summary>
/// <param name="Key">Who does it; stays in the group without being named.</param>
/// <param name="GroupId">The group.</param>
/// <param name="Members">At most 1000 identities in any text form.</param>
/// <exception cref="InvalidRequestException">A field is not acceptable; the exception names it.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
/// <exception cref="GroupNotFoundException">The identity is not in the group.</exception>
public sealed record RekeyGroup(IdentityKey Key, ReadOnlyMemory<byte> GroupId, ImmutableArray<string> Members)
    : IRequest<GroupInfo>;

/// <summary>Looks up a group; null when the identity is not in it.</summary>
/// <exception cref="InvalidRequestException">The group id is not acceptable.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record GetGroup(IdentityKey Key, ReadOnlyMemory<byte> GroupId) : IRequest<GroupInfo?>;

/// <summary>Lists the groups that an identity is in, by id.</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record ListGroups(IdentityKey Key) : IRequest<ImmutableArray<GroupInfo>>;
