using System.Collections.Immutable;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Trust;

namespace WakuGrains.Sessions;

/// <summary>A session between one of our installations and a peer, addressed through an engine.</summary>
public interface ISession
{
    /// <summary>Encrypts and stores a message for publishing. Completes when it is durable.</summary>
    /// <exception cref="IdempotencyConflictException">The idempotency key was used with other content.</exception>
    /// <exception cref="PeerNotTrustedException">The identity does not write to this peer.</exception>
    Task<SendReceipt> SendAsync(OutboundContent content, string? idempotencyKey, CancellationToken cancellationToken);

    /// <summary>
    /// Makes one message for several identities and posts it to the session with each. Only in the session with our own identity.
    /// </summary>
    /// <exception cref="IdempotencyConflictException">The idempotency key was used with other content or recipients.</exception>
    Task<SendReceipt> SendToManyAsync(
        OutboundContent content,
        ImmutableArray<PublicKey> recipients,
        string? idempotencyKey,
        CancellationToken cancellationToken
    );

    /// <summary>Sends an application message that is wrapped already, once for its id (<see cref="Session.SendWrapped"/>).</summary>
    Task SendWrappedAsync(
        ReadOnlyMemory<byte> messageId,
        ReadOnlyMemory<byte> wrapped,
        bool isCopy,
        CancellationToken cancellationToken
    );

    /// <summary>Gives the peer the keys of a group (<see cref="Session.SendGroupKeys"/>). Completes when it is durable.</summary>
    /// <exception cref="PeerNotTrustedException">The identity does not write to this peer.</exception>
    Task SendGroupKeysAsync(
        ReadOnlyMemory<byte> groupId,
        ImmutableArray<GroupKey> keys,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Takes an inbound message. Completes when what follows from it is durable.
    /// </summary>
    Task<ReceiveResult> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// Answers a message that was for other devices or could not be decrypted with our bundle, when that is due
    /// (<see cref="Session.Answer"/>).
    /// </summary>
    /// <param name="withNewPrekey">Whether a prekey is drawn for it, if that is due.</param>
    /// <param name="mayBeStranger">Whether somebody of whom we have nothing is answered too: each costs us a record.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<AnswerOutcome> AnswerAsync(bool withNewPrekey, bool mayBeStranger, CancellationToken cancellationToken);

    /// <summary>Learns a verified bundle that came by another way, if the peer is known.</summary>
    Task LearnBundleAsync(Bundle bundle, CancellationToken cancellationToken);

    /// <summary>Learns the verified bundle of a contact's card and listens to the contact (<see cref="Session.Meet"/>).</summary>
    Task MeetAsync(Bundle bundle, CancellationToken cancellationToken);

    /// <summary>Sends the acknowledgements that wait.</summary>
    Task AcknowledgeAsync(CancellationToken cancellationToken);

    /// <summary>What is decided about the peer.</summary>
    Task<PeerTrust> FindTrustAsync(CancellationToken cancellationToken);

    /// <summary>Decides about the peer. What is held is read by whoever decides (<see cref="ListHeldAsync"/>).</summary>
    Task DecideAsync(PeerTrust trust, CancellationToken cancellationToken);

    /// <summary>The messages that are held, oldest first.</summary>
    Task<ImmutableArray<HeldMessage>> ListHeldAsync(CancellationToken cancellationToken);

    /// <summary>Lets a held message go.</summary>
    Task ReleaseAsync(ReadOnlyMemory<byte> envelopeHash, CancellationToken cancellationToken);

    /// <summary>Begins anew with the peer (<see cref="Session.Reset"/>).</summary>
    Task ResetAsync(CancellationToken cancellationToken);

    /// <summary>What an operator may see of it; null when we have nothing of the peer.</summary>
    Task<SessionInfo?> FindAsync(CancellationToken cancellationToken);
}

/// <summary>Whether a message that could not be read was answered with our bundle.</summary>
public enum AnswerOutcome
{
    /// <summary>No: not due, not trusted, or a stranger who was not to be answered.</summary>
    NotAnswered,

    /// <summary>A peer of whom we have something.</summary>
    Answered,

    /// <summary>Somebody of whom we had nothing.</summary>
    StrangerAnswered,
}
