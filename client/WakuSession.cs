namespace WakuGrains.Client;

/// <summary>What the silo has of one peer.</summary>
/// <param name="Peer">The peer's identity as <c>zQ3sh…</c>.</param>
/// <param name="OwnIdentity">Whether it is the bot's own: the session with its other devices.</param>
/// <param name="Trust">What is decided about the peer.</param>
/// <param name="Devices">The peer's devices, those that are written to first.</param>
/// <param name="HeldMessages">Messages that wait for a decision about the peer.</param>
/// <param name="PendingAcknowledgements">Messages that are not acknowledged to the peer yet.</param>
/// <param name="AnsweredAt">When the peer was last sent our bundle, because we could not read what it sent.</param>
/// <param name="RecentFailures">Messages that were not read since the silo started, oldest first; null in a list.</param>
public sealed record WakuSession(
    string Peer,
    bool OwnIdentity,
    PeerTrust Trust,
    IReadOnlyList<WakuDevice> Devices,
    int HeldMessages,
    int PendingAcknowledgements,
    DateTimeOffset? AnsweredAt,
    IReadOnlyList<WakuFailure>? RecentFailures
);

/// <summary>A device of a peer.</summary>
/// <param name="InstallationId">Its id.</param>
/// <param name="ActiveAt">When its newest bundle was signed.</param>
/// <param name="PrekeyVersion">Version of its current signed prekey.</param>
/// <param name="Enabled">Whether it may be written to.</param>
/// <param name="Active">Whether a message is encrypted for it now.</param>
/// <param name="NegotiatedTopic">Whether it is known to listen on the topic that only the two sides know.</param>
/// <param name="Sessions">The ratchet sessions with it; at most one of them sends.</param>
public sealed record WakuDevice(
    string InstallationId,
    DateTimeOffset ActiveAt,
    uint PrekeyVersion,
    bool Enabled,
    bool Active,
    bool NegotiatedTopic,
    IReadOnlyList<WakuRatchet> Sessions
);

/// <summary>A Double Ratchet session with a device of a peer.</summary>
/// <param name="SignedPrekey">The prekey that seeded it, <c>0x</c> and compressed hex.</param>
/// <param name="Initiator">Whether we began it.</param>
/// <param name="Confirmed">Whether the peer has sent on it.</param>
/// <param name="Sends">Whether the next message is encrypted with it; the others only receive.</param>
/// <param name="Sent">Messages sent in the current chain.</param>
/// <param name="Received">Messages received in the current chain.</param>
/// <param name="SkippedKeys">Keys kept for messages that have not come.</param>
/// <param name="UsedAt">When it last sent or received.</param>
public sealed record WakuRatchet(
    string SignedPrekey,
    bool Initiator,
    bool Confirmed,
    bool Sends,
    uint Sent,
    uint Received,
    int SkippedKeys,
    DateTimeOffset UsedAt
);

/// <summary>A message of a peer that was not read.</summary>
/// <param name="At">When it came.</param>
/// <param name="Outcome">Why it was not read: a stable code, such as <c>no_session</c>.</param>
/// <param name="Encryption">How it was encrypted: <c>none</c>, <c>diffie_hellman</c>, <c>x3dh</c> or <c>double_ratchet</c>.</param>
/// <param name="Topic">On which kind of topic it came, such as <c>negotiated</c>.</param>
public sealed record WakuFailure(DateTimeOffset At, string Outcome, string Encryption, string Topic);
