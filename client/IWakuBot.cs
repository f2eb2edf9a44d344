namespace WakuGrains.Client;

/// <summary>
/// One identity that sends and receives. Safe for concurrent use, but <see cref="ReceiveAsync(CancellationToken)"/> is for one reader: two
/// readers of one mailbox acknowledge each other's messages.
/// </summary>
public partial interface IWakuBot
{
    /// <summary>Who the bot is.</summary>
    WakuIdentity Identity { get; }

    /// <summary>
    /// Sends. When the task completes the silo has stored the encrypted message and will publish it, whatever happens to
    /// either process. A call that had to be repeated on the way sends once.
    /// </summary>
    /// <param name="to">The peer's identity: <c>zQ3sh…</c>, <c>0x04…</c>, compressed hex, or a profile link.</param>
    /// <param name="content">What to send; a string is chat text of at most 4096 code points.</param>
    /// <param name="options">A reply, or an idempotency key of your own; by default one is made for each call.</param>
    /// <param name="cancellationToken">Gives up; the message may have been taken already.</param>
    /// <exception cref="WakuRequestException">The silo refuses; the exception names the field and a stable code.</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for longer than <see cref="WakuClientOptions.GiveUpAfter"/>.</exception>
    Task<SentReceipt> SendAsync(
        string to,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Sends one message to several peers, encrypted for each: it has one id, and <see cref="GetSentAsync"/> says how far it got to
    /// each of them. Stored as a whole when the task completes.
    /// </summary>
    /// <param name="to">1 to 50 identities in any text form; repeats count once.</param>
    /// <param name="content">What to send.</param>
    /// <param name="options">A reply, or an idempotency key of your own; by default one is made for each call.</param>
    /// <param name="cancellationToken">Gives up; the message may have been taken already.</param>
    /// <exception cref="WakuRequestException">The silo refuses, for one of them or all; nothing was sent.</exception>
    /// <exception cref="WakuUnavailableException">The silo could not be reached for longer than <see cref="WakuClientOptions.GiveUpAfter"/>.</exception>
    Task<SentReceipt> SendAsync(
        IReadOnlyCollection<string> to,
        OutgoingContent content,
        SendOptions? options = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Every message that was not acknowledged, oldest first, then new ones as they come, without end. A message is
    /// acknowledged when the loop asks for the next one: if the handler throws, or the process dies in it, the message comes
    /// again. Goes on by itself after the connection or the silo was lost. What other devices of the identity have sent is
    /// skipped and acknowledged: a bot that answers everything would answer itself.
    /// </summary>
    /// <exception cref="WakuRequestException">The API key is wrong or the identity is gone.</exception>
    IAsyncEnumerable<IncomingMessage> ReceiveAsync(CancellationToken cancellationToken = default);

    /// <summary>As <see cref="ReceiveAsync(CancellationToken)"/>, with a choice of what to receive.</summary>
    /// <param name="options">What to receive.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    IAsyncEnumerable<IncomingMessage> ReceiveAsync(
        ReceiveOptions options,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Reads messages after a sequence number without acknowledging anything, those too that other devices of the identity have
    /// sent.
    /// </summary>
    /// <param name="after">The cursor; 0 for the oldest that is there.</param>
    /// <param name="limit">1 to 1000.</param>
    /// <param name="wait">How long to wait while there is nothing; at most 60 seconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<IncomingMessage>> ReadAsync(
        long after = 0,
        int limit = 100,
        TimeSpan wait = default,
        CancellationToken cancellationToken = default
    );

    /// <summary>Acknowledges every message up to a sequence number; the silo deletes their contents. Repeatable.</summary>
    Task<MailboxPosition> AcknowledgeAsync(long upTo, CancellationToken cancellationToken = default);

    /// <summary>Where the mailbox stands.</summary>
    Task<MailboxPosition> GetMailboxAsync(CancellationToken cancellationToken = default);

    /// <summary>How far a sent message got; null when the silo does not know it (any more).</summary>
    /// <param name="messageId">As in <see cref="SentReceipt.MessageId"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<SentState?> GetSentAsync(string messageId, CancellationToken cancellationToken = default);

    /// <summary>The card to hand to a peer, so that they can write without having met the bot on the network.</summary>
    Task<WakuContactCard> GetContactCardAsync(CancellationToken cancellationToken = default);

    /// <summary>Takes a peer's card.</summary>
    /// <returns>The peer's key as <c>zQ3sh…</c>.</returns>
    /// <exception cref="WakuRequestException">The card is damaged or its signature is wrong.</exception>
    Task<string> AddContactAsync(string card, CancellationToken cancellationToken = default);
}
