using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Trust;

namespace WakuGrains.Sessions;

/// <summary>What an operator may see of a session: which devices, which ratchet session sends. No keys but public ones.</summary>
/// <param name="Installation">Our side.</param>
/// <param name="Peer">The peer's identity key.</param>
/// <param name="IsOwnIdentity">Whether the peer is our own identity: the session with our other devices.</param>
/// <param name="Trust">What is decided about the peer.</param>
/// <param name="Devices">The peer's known devices, those that are written to first.</param>
/// <param name="HeldMessages">Messages that wait for a decision about the peer.</param>
/// <param name="PendingAcknowledgements">Messages that are not acknowledged to the peer yet.</param>
/// <param name="AnsweredAt">When the peer was last answered with our bundle, because we could not read what it sent.</param>
public sealed record SessionInfo(
    InstallationKey Installation,
    PublicKey Peer,
    bool IsOwnIdentity,
    PeerTrust Trust,
    ImmutableArray<DeviceInfo> Devices,
    int HeldMessages,
    int PendingAcknowledgements,
    DateTimeOffset? AnsweredAt
)
{
    internal static SessionInfo Of(SessionState session, OwnDevice device)
    {
        var state = Session.ForSending(session, device);
        var active = KnownDevices.Active(state.Devices, device.Settings.ActiveDevices).ToList();
        return new(
            state.Key.Own,
            state.Key.Peer,
            state.Key.Peer.Equals(device.Identity.PublicKey),
            state.Trust,
            [
                .. active
                    .Concat(state.Devices.Except(active))
                    .Select(known => DeviceInfo.Of(known, active.Contains(known), state.Sessions, device)),
            ],
            state.Held.Length,
            state.PendingAcknowledgements.Length,
            state.AnsweredAt
        );
    }
}

/// <summary>A device of a peer.</summary>
/// <param name="InstallationId">Its installation id.</param>
/// <param name="ActiveAt">When its newest bundle was signed.</param>
/// <param name="PrekeyVersion">Version of its current signed prekey.</param>
/// <param name="IsEnabled">Whether it may be written to.</param>
/// <param name="IsActive">Whether it is among the devices that a message is encrypted for.</param>
/// <param name="UsesNegotiatedTopic">Whether it is known to listen on the negotiated topic.</param>
/// <param name="Sessions">The ratchet sessions with it; at most one of them sends.</param>
public sealed record DeviceInfo(
    string InstallationId,
    DateTimeOffset ActiveAt,
    uint PrekeyVersion,
    bool IsEnabled,
    bool IsActive,
    bool UsesNegotiatedTopic,
    ImmutableArray<RatchetInfo> Sessions
)
{
    internal static DeviceInfo Of(KnownDevice device, bool isActive, ImmutableArray<DeviceSession> all, OwnDevice own)
    {
        var sending = DeviceSessions.FindUsable(all, device, own);
        return new(
            device.InstallationId,
            DateTimeOffset.UnixEpoch.AddTicks(device.ActiveAtNanoseconds / 100),
            device.PrekeyVersion,
            device.IsEnabled,
            isActive,
            device.UsesNegotiatedTopic,
            [
                .. all.Where(session => session.InstallationId == device.InstallationId)
                    .Select(session => RatchetInfo.Of(session, ReferenceEquals(session, sending))),
            ]
        );
    }
}

/// <summary>A Double Ratchet session with a device of a peer.</summary>
/// <param name="SignedPrekey">The prekey that seeded it, as compressed hex.</param>
/// <param name="IsInitiator">Whether we began it: the prekey is the peer's.</param>
/// <param name="IsConfirmed">Whether the peer has sent on it.</param>
/// <param name="Sends">Whether it is the one that the next message is encrypted with; the others only receive.</param>
/// <param name="Sent">Messages sent in the current sending chain.</param>
/// <param name="Received">Messages received in the current receiving chain.</param>
/// <param name="SkippedKeys">Keys kept for messages that have not come.</param>
/// <param name="UsedAt">When it last sent or received.</param>
public sealed record RatchetInfo(
    string SignedPrekey,
    bool IsInitiator,
    bool IsConfirmed,
    bool Sends,
    uint Sent,
    uint Received,
    int SkippedKeys,
    DateTimeOffset UsedAt
)
{
    internal static RatchetInfo Of(DeviceSession session, bool sends) =>
        new(
            Convert.ToHexStringLower(session.SignedPrekey.Bytes),
            !session.IsOwnPrekey,
            session.IsConfirmed,
            sends,
            session.Ratchet.SendingN,
            session.Ratchet.ReceivingN,
            session.SkippedKeys.Count,
            session.UsedAt
        );
}
