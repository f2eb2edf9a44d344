using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>
/// One Double Ratchet session with one device of the peer. Several with one device are normal; all decrypt (54, facts 6.4).
/// </summary>
/// <param name="InstallationId">The peer's device.</param>
/// <param name="SignedPrekey">The prekey that seeded it: its name in every header.</param>
/// <param name="IsOwnPrekey">Whether that prekey is ours, so that the peer initiated.</param>
/// <param name="SharedKey">What X3DH yielded; among several usable sessions the first in byte order sends (54).</param>
/// <param name="Ephemeral">The initiator's X3DH ephemeral key: ours, or the peer's when the prekey is ours.</param>
/// <param name="IsConfirmed">Whether the peer has sent on it. Until then our X3DH header is repeated (facts 3.7).</param>
/// <param name="Ratchet">The ratchet.</param>
/// <param name="SkippedKeys">Keys of messages that have not arrived; stored apart.</param>
/// <param name="PeerPrekeyVersion">
/// The version of the device's prekey when it last sent on the session, or when we began it: as of then the device has the session.
/// </param>
/// <param name="UsedAt">When it last sent or received; the least recently used goes when there are too many.</param>
public sealed record DeviceSession(
    string InstallationId,
    EncodedKey SignedPrekey,
    bool IsOwnPrekey,
    SharedKey SharedKey,
    EncodedKey Ephemeral,
    bool IsConfirmed,
    RatchetState Ratchet,
    MessageKeyStore SkippedKeys,
    uint PeerPrekeyVersion,
    DateTimeOffset UsedAt
)
{
    /// <summary>Whether it is the session that a header names.</summary>
    public bool Is(string installationId, EncodedKey signedPrekey) =>
        InstallationId == installationId && SignedPrekey.Equals(signedPrekey);

    /// <summary>Whether every message on it still carries our X3DH header.</summary>
    public bool RepeatsX3dhHeader => !IsOwnPrekey && !IsConfirmed;

    /// <summary>The public part; never a key.</summary>
    public override string ToString() => $"DeviceSession({InstallationId}, {SignedPrekey})";
}
