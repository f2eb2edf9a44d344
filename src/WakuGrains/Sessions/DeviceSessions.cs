using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>
/// The Double Ratchet sessions with the peer's devices: which one sends, how a new one begins on either side, and how many are
/// kept (54/WAKU2-X3DH-SESSIONS; facts 3.7, 6.3, 6.4). Pure.
/// </summary>
public sealed class DeviceSessions(OwnDevice device, PublicKey peer, Turn turn)
{
    private readonly DoubleRatchet ratchet = Ratchets.For(turn);

    /// <summary>
    /// The session to write to a device with: among the usable ones the first by its shared key, else a new one on its prekey;
    /// null when the prekey is no usable key.
    /// </summary>
    public DeviceSession? ForSending(ImmutableArray<DeviceSession> sessions, KnownDevice recipient)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return FindUsable(sessions, recipient, device) ?? Initiate(recipient);
    }

    /// <summary>Among the usable sessions with a device the first by its shared key in byte order (54); null when there is none.</summary>
    public static DeviceSession? FindUsable(
        ImmutableArray<DeviceSession> sessions,
        KnownDevice recipient,
        OwnDevice own
    )
    {
        ImmutableArray<DeviceSession> usable = [.. sessions.Where(session => IsUsable(session, recipient, own))];
        return usable
            .Where(session => !IsSuperseded(session, usable))
            .MinBy(session => session.SharedKey, SharedKey.ByteOrder);
    }

    /// <summary>
    /// A session sends as long as the prekey that seeded it is the current one of its owner; later it only receives, and the
    /// next send begins a new one (facts 6.4). One that the peer began has to have been used by the peer since its own prekey
    /// is the current one: it draws another one when it has lost its sessions (54, re-keying).
    /// </summary>
    public static bool IsUsable(DeviceSession session, KnownDevice recipient, OwnDevice own)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(own);
        return session.InstallationId == recipient.InstallationId
            && (
                session.IsOwnPrekey
                    ? own.IsCurrent(session.SignedPrekey) && session.PeerPrekeyVersion >= recipient.PrekeyVersion
                    : session.SignedPrekey.Equals(recipient.SignedPrekey)
            );
    }

    // A peer that begins anew on a prekey of ours has lost what it had agreed on with it before.
    private static bool IsSuperseded(DeviceSession session, ImmutableArray<DeviceSession> sessions) =>
        session.IsOwnPrekey
        && !ReferenceEquals(
            session,
            sessions.Last(other => other.IsOwnPrekey && other.Is(session.InstallationId, session.SignedPrekey))
        );

    /// <summary>
    /// The sessions that a ratchet header may belong to, the likeliest first. Several share a prekey only after the peer has
    /// lost its state and begun again.
    /// </summary>
    public static IEnumerable<DeviceSession> Matching(
        ImmutableArray<DeviceSession> sessions,
        string installationId,
        EncodedKey signedPrekey
    ) =>
        sessions
            .Where(session => session.Is(installationId, signedPrekey))
            .OrderByDescending(session => session.UsedAt);

    /// <summary>
    /// The session that an X3DH header asks for: the existing one with that ephemeral key, else a new one as responder; null
    /// when the prekey is not ours or the ephemeral key is no point. Nothing authenticates the header (facts 3.2): with the
    /// negative of the key it leads to the same shared key, so that a second session would only part from the first.
    /// </summary>
    public DeviceSession? ForX3dh(ImmutableArray<DeviceSession> sessions, string installationId, X3dhHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var existing = sessions.FirstOrDefault(session =>
            session.IsOwnPrekey
            && session.Is(installationId, header.SignedPrekey)
            && session.Ephemeral.EqualsUpToSign(header.Key)
        );
        return existing ?? Respond(installationId, header);
    }

    /// <summary>
    /// Puts a session back, changed or new; the least recently used goes when there are too many, of that device or of the peer,
    /// and the least recently used lose their skipped keys when there are too many of those.
    /// </summary>
    public static ImmutableArray<DeviceSession> Put(
        ImmutableArray<DeviceSession> sessions,
        DeviceSession? before,
        DeviceSession after
    )
    {
        ArgumentNullException.ThrowIfNull(after);
        var index = before is null ? -1 : sessions.IndexOf(before);
        var put = index >= 0 ? sessions.SetItem(index, after) : MakeRoom(sessions, after).Add(after);
        return BoundSkippedKeys(put, after);
    }

    private static ImmutableArray<DeviceSession> MakeRoom(ImmutableArray<DeviceSession> sessions, DeviceSession added)
    {
        var ofDevice = sessions.Where(session => session.InstallationId == added.InstallationId).ToList();
        if (ofDevice.Count >= MessagingLimits.SessionsPerDevice)
            return sessions.Remove(ofDevice.MinBy(session => session.UsedAt)!);
        return sessions.Length >= MessagingLimits.SessionsPerPeer
            ? sessions.Remove(sessions.MinBy(session => session.UsedAt)!)
            : sessions;
    }

    private static ImmutableArray<DeviceSession> BoundSkippedKeys(
        ImmutableArray<DeviceSession> sessions,
        DeviceSession inUse
    )
    {
        var bounded = sessions;
        while (bounded.Sum(session => session.SkippedKeys.Count) > MessagingLimits.SkippedKeysPerPeer)
        {
            var idle = bounded
                .Where(session => session.SkippedKeys.Count > 0 && session != inUse)
                .MinBy(session => session.UsedAt)!;
            bounded = bounded.Replace(idle, idle with { SkippedKeys = MessageKeyStore.Empty });
        }

        return bounded;
    }

    private DeviceSession? Initiate(KnownDevice recipient)
    {
        if (!recipient.SignedPrekey.TryDecode(turn.Curve, out var prekey))
            return null;
        using var ephemeral = KeyPair.Generate(turn.Curve, turn.Random, RandomPurpose.X3dhEphemeral);
        var sharedKey = X3dh.Initiate(turn.Curve, device.Identity, ephemeral, peer, prekey);
        return new DeviceSession(
            recipient.InstallationId,
            recipient.SignedPrekey,
            IsOwnPrekey: false,
            sharedKey,
            EncodedKey.Of(ephemeral.PublicKey),
            IsConfirmed: false,
            ratchet.Initiate(sharedKey, recipient.SignedPrekey, turn.Random),
            MessageKeyStore.Empty,
            recipient.PrekeyVersion,
            turn.Now
        );
    }

    private DeviceSession? Respond(string installationId, X3dhHeader header)
    {
        if (
            device.FindPrekey(header.SignedPrekey) is not { } prekey
            || !header.Key.TryDecode(turn.Curve, out var ephemeral)
        )
            return null;
        var sharedKey = X3dh.Respond(turn.Curve, device.Identity, prekey.Pair, peer, ephemeral);
        return new DeviceSession(
            installationId,
            header.SignedPrekey,
            IsOwnPrekey: true,
            sharedKey,
            header.Key,
            IsConfirmed: true,
            ratchet.Respond(sharedKey, prekey.Pair),
            MessageKeyStore.Empty,
            PeerPrekeyVersion: 0,
            turn.Now
        );
    }
}
