namespace WakuGrains;

/// <summary>Every limit and period of the messaging model, with its unit and the reason for it.</summary>
public static class MessagingLimits
{
    /// <summary>The version that we announce in bundles: 1 says that we can use the negotiated topic (facts 1.3, 7).</summary>
    public const uint ProtocolVersion = 1;

    /// <summary>Devices of one peer that a message is encrypted for: what the deployed network uses (facts 6.2).</summary>
    public const int ActiveDevices = 3;

    /// <summary>Devices of one peer that are remembered: a bundle of a hostile peer can name new ones for ever.</summary>
    public const int KnownDevices = 20;

    /// <summary>Double Ratchet sessions with one device; the least recently used goes first (design choice, 54).</summary>
    public const int SessionsPerDevice = 8;

    /// <summary>
    /// Double Ratchet sessions with all devices of one peer: a hostile one can name a new device in each message. About 40 kB of
    /// a record.
    /// </summary>
    public const int SessionsPerPeer = 64;

    /// <summary>
    /// Skipped message keys of all sessions with one peer, about 90 bytes each in their record, which has to stay below
    /// 512 KiB. Twice what one session keeps; beyond it the least recently used session loses its own.
    /// </summary>
    public const int SkippedKeysPerPeer = 4000;

    /// <summary>A signed prekey is replaced when it is older (facts 2.4).</summary>
    public static readonly TimeSpan PrekeyLifetime = TimeSpan.FromHours(24);

    /// <summary>
    /// Own signed prekeys that still answer X3DH, about 110 bytes each in a record. One is drawn a day, at most twelve for
    /// peers who cannot be decrypted, and one whenever a session is begun anew explicitly. Without the last a bundle works for six
    /// weeks at least, and mostly for more than a year.
    /// </summary>
    public const int OwnPrekeys = 500;

    /// <summary>
    /// How often a prekey is drawn before its time, because a peer's messages cannot be decrypted: a bundle with the same prekey
    /// would not make it begin a new session.
    /// </summary>
    public static readonly TimeSpan PrekeyRenewalInterval = TimeSpan.FromHours(2);

    /// <summary>How often one peer is answered with our bundle (54, partitioned devices; facts 6.5).</summary>
    public static readonly TimeSpan AnswerInterval = TimeSpan.FromHours(2);

    /// <summary>
    /// Strangers whom one installation answers in <see cref="AnswerInterval"/>: enough for everybody who writes to a recovered
    /// bot's old device, and a bound for what somebody with many keys can make us store and send.
    /// </summary>
    public const int StrangersAnswered = 200;

    /// <summary>Messages of one peer that are held until somebody decides about it. More are lost as in a full mailbox: the peer sends again.</summary>
    public const int HeldMessages = 16;

    /// <summary>Bytes of all messages of one peer that are held, so that their record stays below 512 KiB.</summary>
    public const int HeldMessagesLength = 256 * 1024;

    /// <summary>Groups whose keys one peer may give us: each is a record and a topic that is listened to.</summary>
    public const int GroupsPerPeer = 64;

    /// <summary>Named contacts of one identity, about 110 bytes each in its record.</summary>
    public const int Contacts = 2000;

    /// <summary>Recipients of one message to several identities: each costs a session and an envelope.</summary>
    public const int MaxRecipients = 50;

    /// <summary>A bundle is signed again at most this often, not for each message: a signature costs as much as a message.</summary>
    public static readonly TimeSpan BundleSignatureLifetime = TimeSpan.FromMinutes(1);

    /// <summary>How often the contact code is published (facts 6.7).</summary>
    public static readonly TimeSpan ContactCodeInterval = TimeSpan.FromHours(6);

    /// <summary>How often the periods above are looked at.</summary>
    public static readonly TimeSpan MaintenanceInterval = TimeSpan.FromMinutes(2);

    /// <summary>Bytes of other content: with all layers it stays below the 150 KiB that most networks relay.</summary>
    public const int MaxBodyLength = 100 * 1024;

    /// <summary>
    /// Bytes of ciphertext in one envelope for several devices, so that it stays below the 150 KiB with frame and headers; more
    /// travels in an envelope for each device.
    /// </summary>
    public const int MaxCiphertextLength = 128 * 1024;

    /// <summary>Characters in a media type.</summary>
    public const int MaxContentTypeLength = 128;

    /// <summary>Headers of one message.</summary>
    public const int MaxHeaders = 32;

    /// <summary>Characters in all header names and values together.</summary>
    public const int MaxHeadersLength = 4096;

    /// <summary>Characters in an idempotency key.</summary>
    public const int MaxIdempotencyKeyLength = 200;

    /// <summary>How long an idempotency key is remembered: longer than any client retries.</summary>
    public static readonly TimeSpan IdempotencyRetention = TimeSpan.FromDays(7);

    /// <summary>How long the hash of a processed envelope is remembered: longer than nodes keep messages (30 days).</summary>
    public static readonly TimeSpan EnvelopeRetention = TimeSpan.FromDays(31);

    /// <summary>
    /// MVDS ids that wait to be acknowledged in one session. When more come the oldest is dropped: its sender resends and is
    /// acknowledged then.
    /// </summary>
    public const int PendingAcknowledgements = 256;

    /// <summary>How long acknowledgements wait for company: the tick of the deployed network (facts app layer 4).</summary>
    public static readonly TimeSpan AcknowledgementDelay = TimeSpan.FromMilliseconds(300);

    /// <summary>Unacknowledged messages in one mailbox. Beyond it nothing is decrypted for it, so that nothing is lost.</summary>
    public const int MailboxCapacity = 100_000;

    /// <summary>
    /// Pages of one mailbox that is an entity, 32 MiB: a hundred thousand short messages with the reserve. More would take long to
    /// load and much memory.
    /// </summary>
    public const int MailboxPages = 128;

    /// <summary>
    /// Pages of one mailbox that are kept free for what is under way when it is full: what was decrypted before must find room.
    /// Enough for eight MiB of ordinary messages, and for as many of the longest as there are pages.
    /// </summary>
    public const int MailboxReservePages = 32;

    /// <summary>
    /// Pages of ids of acknowledged messages of one mailbox, 28 bytes an id: about 150 000, more than may wait. Sessions know
    /// repeated envelopes by themselves; these are for what comes again in another envelope, which is soon or never.
    /// </summary>
    public const int MailboxIdPages = 16;

    /// <summary>
    /// Bytes of one serialised message in a mailbox: where the mailbox is an entity, a part of it has to hold the message and its
    /// head. What is longer is refused when it is read, by every engine.
    /// </summary>
    public const int MaxMailboxMessageLength = Engine.EngineLimits.MaxPartLength - 1024;

    /// <summary>
    /// Pages of one list of keys, 20 MiB: more than a hundred thousand keys of 150 characters, which is one with names of middling
    /// length and the key of a peer.
    /// </summary>
    public const int CatalogPages = 80;

    /// <summary>
    /// Pages of one shard of topic listeners, 12 MiB: fifty thousand of 200 bytes, which is what one takes with names of middling
    /// length. A session has one.
    /// </summary>
    public const int TopicPages = 48;

    /// <summary>
    /// Pages of one log of sent messages, 8 MiB: 40 000 that were delivered, one in 15 seconds for as long as a status is kept. Of an
    /// installation that sends more the oldest statuses go before.
    /// </summary>
    public const int SentPages = 32;

    /// <summary>Messages that one read of a mailbox gives.</summary>
    public const int MaxReadLimit = 1000;

    /// <summary>How long one read of a mailbox waits for a message.</summary>
    public static readonly TimeSpan MaxReadWait = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Keys of one group by its owner or of our own; the oldest goes first, and what was sent under it cannot be read any more.
    /// A group gets a new one when somebody leaves it.
    /// </summary>
    public const int GroupKeys = 16;

    /// <summary>Keys of one group by others than its owner, who cannot push out the owner's by making many.</summary>
    public const int ForeignGroupKeys = 4;

    /// <summary>
    /// How far the time of a group's key may be ahead of ours. The latest key is the one that sends, so that one from the far
    /// future would be so for ever.
    /// </summary>
    public static readonly TimeSpan GroupKeyLead = TimeSpan.FromDays(1);

    /// <summary>Messages of one group that wait for their key; the oldest goes first. Whoever knows the group can send such.</summary>
    public const int WaitingGroupMessages = 64;

    /// <summary>Bytes of ciphertext of one group that wait for their key: with their headers well below the 512 KiB of a record.</summary>
    public const int WaitingGroupBytes = 256 * 1024;

    /// <summary>Characters in a chat id: a channel of the deployed network has 104, the longest group id 258 as hex.</summary>
    public const int MaxChatIdLength = 300;
}
