using System.Collections.Immutable;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Groups;

/// <summary>A group that one of our installations is in, or may come to be in, addressed through an engine.</summary>
public interface IGroup
{
    /// <summary>Makes the group with its first key, if we are not in it yet.</summary>
    /// <param name="chatId">The name of its chat; null for the one that follows from the group's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<GroupInfo> CreateAsync(string? chatId, CancellationToken cancellationToken);

    /// <summary>Listens to a group whose key is still to come (<see cref="Group.Join"/>).</summary>
    /// <param name="chatId">The name of its chat; null for the one that follows from the group's id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<GroupInfo> JoinAsync(string? chatId, CancellationToken cancellationToken);

    /// <summary>What may be known of the group; null when we are neither in it nor wait for it.</summary>
    Task<GroupInfo?> FindAsync(CancellationToken cancellationToken);

    /// <summary>Encrypts and stores a message for publishing. Completes when it is durable.</summary>
    /// <exception cref="GroupNotFoundException">We are not in the group.</exception>
    /// <exception cref="IdempotencyConflictException">The idempotency key was used with other content.</exception>
    Task<SendReceipt> SendAsync(OutboundContent content, string? idempotencyKey, CancellationToken cancellationToken);

    /// <summary>Makes the next key and gives it to members in one public message.</summary>
    /// <exception cref="GroupNotFoundException">We are not in the group.</exception>
    Task<GroupInfo> RekeyAsync(ImmutableArray<PublicKey> members, CancellationToken cancellationToken);

    /// <summary>
    /// Takes keys that a peer gave us alone, in a session. Completes when they are durable. The same keys may come again.
    /// </summary>
    /// <param name="from">The peer, authentic.</param>
    /// <param name="keys">Keys of this group; they are copied.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ArgumentException">A key is another group's.</exception>
    Task<GroupKeysLearnt> LearnKeysAsync(
        PublicKey from,
        ImmutableArray<GroupKey> keys,
        CancellationToken cancellationToken
    );

    /// <summary>The group's keys for somebody who shall join, the newest first; the caller's to dispose of.</summary>
    /// <exception cref="GroupNotFoundException">We are not in the group.</exception>
    Task<ImmutableArray<GroupKey>> ExportKeysAsync(CancellationToken cancellationToken);

    /// <summary>Takes an inbound message. Completes when what follows from it is durable.</summary>
    Task<ReceiveResult> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken);
}
