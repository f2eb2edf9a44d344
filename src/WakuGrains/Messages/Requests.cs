using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Messages;

/// <summary>Opens an identity, creating it with its key and first installation when the name is new.</summary>
/// <param name="Key">Tenant and name.</param>
/// <exception cref="InvalidRequestException">The tenant id or name is not allowed.</exception>
public sealed record OpenIdentity(IdentityKey Key) : IRequest<IdentityInfo>;

/// <summary>Looks up an identity; null when it does not exist.</summary>
public sealed record FindIdentity(IdentityKey Key) : IRequest<IdentityInfo?>;

/// <summary>Lists a tenant's identities by name.</summary>
public sealed record ListIdentities(string Tenant) : IRequest<ImmutableArray<IdentityInfo>>;

/// <summary>Makes the identity's contact card: its key in every text form and its freshly signed bundle.</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record GetContactCard(IdentityKey Key) : IRequest<ContactCard>;

/// <summary>Learns a peer's bundle from a contact card (out of band) and pins the peer: its key was compared by whoever handed the card over.</summary>
/// <param name="Key">Who learns it.</param>
/// <param name="Card">The card's text (<see cref="ContactCard.Text"/>).</param>
/// <exception cref="InvalidRequestException">The card is damaged or its signature is wrong, or the name is not acceptable.</exception>
/// <exception cref="IdentityChangedException">The name belongs to another key; nothing was learnt.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record AddContact(IdentityKey Key, string Card) : IRequest<PublicKey>
{
    /// <summary>What to call the peer, 1 to 64 characters; null for no name. A name keeps its key.</summary>
    public string? Name { get; init; }

    /// <summary>Whether a name that belongs to another key shall pass to this one.</summary>
    public bool Replace { get; init; }
}

/// <summary>The peers that have a name, in order of their names.</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record ListContacts(IdentityKey Key) : IRequest<ImmutableArray<Contact>>;

/// <summary>
/// Makes the identity from its private key alone, as another device of it: with an installation id of its own, announced to
/// contacts and to the other devices (54, account recovery). Repeatable.
/// </summary>
/// <param name="Key">Tenant and name.</param>
/// <param name="PrivateKey">The identity's private key, 64 hex digits.</param>
/// <exception cref="InvalidRequestException">The key is no private key, or the name is not allowed.</exception>
/// <exception cref="IdentityConflictException">The name is taken by another key.</exception>
public sealed record ImportIdentity(IdentityKey Key, string PrivateKey) : IRequest<IdentityInfo>
{
    /// <summary>The name and length of the key only.</summary>
    public override string ToString() => $"ImportIdentity({Key})";
}

/// <summary>The identity with its private key, for a backup or another deployment.</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record ExportIdentity(IdentityKey Key) : IRequest<IdentityExport>;

/// <summary>Chooses with whom an identity converses.</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record SetTrustPolicy(IdentityKey Key, TrustPolicy Policy) : IRequest<IdentityInfo>;

/// <summary>
/// Sends one message to several identities, encrypted for each of them (54): it has one id, and each recipient's state can be
/// asked for. Stored as a whole when the task completes.
/// </summary>
/// <param name="Sender">Who sends.</param>
/// <param name="Recipients">1 to <see cref="MessagingLimits.MaxRecipients"/> identities in any text form; repeats count once.</param>
/// <param name="Content">What to send.</param>
/// <param name="IdempotencyKey">As for <see cref="SendMessage"/>.</param>
/// <exception cref="InvalidRequestException">A field is not acceptable; the exception names it.</exception>
/// <exception cref="IdempotencyConflictException">The key was used with other content or recipients.</exception>
/// <exception cref="PeerNotTrustedException">The identity does not write to one of them; nothing was sent.</exception>
public sealed record SendToMany(
    IdentityKey Sender,
    ImmutableArray<string> Recipients,
    OutboundContent Content,
    string? IdempotencyKey
) : IRequest<SendReceipt>;

/// <summary>Publishes the identity's contact code (its bundle on its contact code topic).</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record PublishContactCode(IdentityKey Key) : IRequest;

/// <summary>
/// Sends a message. When the task completes the message is stored with its ciphertext and will be published, whatever
/// happens to the process.
/// </summary>
/// <param name="Sender">Who sends.</param>
/// <param name="Recipient">The peer's identity in any text form: <c>zQ3sh…</c>, <c>0x04…</c>, compressed hex, a profile link.</param>
/// <param name="Content">What to send.</param>
/// <param name="IdempotencyKey">At most 200 characters; the same key and content to the same recipient within seven days sends once.</param>
/// <exception cref="InvalidRequestException">A field is not acceptable; the exception names it.</exception>
/// <exception cref="IdempotencyConflictException">The key was used with other content.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
/// <exception cref="PeerNotTrustedException">The identity does not write to this peer.</exception>
public sealed record SendMessage(IdentityKey Sender, string Recipient, OutboundContent Content, string? IdempotencyKey)
    : IRequest<SendReceipt>;

/// <summary>How far a sent message got; null when it is not known (any more).</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record GetSentMessage(IdentityKey Sender, ReadOnlyMemory<byte> MessageId) : IRequest<SentMessage?>;

/// <summary>
/// Reads a mailbox after a sequence number. With a wait, an empty result is held back until a message comes or the time is up.
/// </summary>
/// <param name="Key">Whose mailbox.</param>
/// <param name="AfterSequence">The cursor: 0 for the beginning; what was acknowledged is gone.</param>
/// <param name="Limit">1 to 1000 messages.</param>
/// <param name="Wait">How long to wait for the first message; zero for not at all; at most 60 seconds.</param>
/// <exception cref="InvalidRequestException">A field is out of range.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record ReadMailbox(IdentityKey Key, long AfterSequence, int Limit, TimeSpan Wait)
    : IRequest<ImmutableArray<MailboxMessage>>;

/// <summary>Acknowledges every message up to a sequence number; their contents are deleted. Repeatable.</summary>
/// <exception cref="InvalidRequestException">The sequence number was never given out.</exception>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record AcknowledgeMessages(IdentityKey Key, long UpToSequence) : IRequest<MailboxStatus>;

/// <summary>Where a mailbox stands.</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record GetMailboxStatus(IdentityKey Key) : IRequest<MailboxStatus>;

/// <summary>A message has been stored in a mailbox. In-process bots handle this; handlers run after the commit and may miss it in a crash (the mailbox does not).</summary>
/// <param name="Mailbox">The mailbox that has something new.</param>
public sealed record MailboxChanged(InstallationKey Mailbox) : INotification;
