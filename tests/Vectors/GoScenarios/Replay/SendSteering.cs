using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// Finds out which session each entry of a recorded message was sent on, and leaves a participant no other for it. Every change
/// needs a reason that the participant's history shows.
/// </summary>
internal sealed class SendSteering(Participant participant, PublicKey peer, OwnDevice device, Turn turn)
{
    /// <summary>The steered copy for a message.</summary>
    public SteeredSession Steer(ProtocolMessage recorded) =>
        recorded.Entries.Aggregate(
            SteeredSession.From(Session.ForSending(participant.Session(peer), device)),
            (steered, entry) => Steer(steered, entry.Key, entry.Value)
        );

    private SteeredSession Steer(SteeredSession steered, string installation, EncryptedEntry entry)
    {
        var recipient = steered.Session.Devices.FirstOrDefault(known => known.InstallationId == installation);
        if (recipient is null || entry.Ratchet is not { } header)
            return steered.Without($"nothing is known of {installation}");
        return Existing(steered.Session, installation, header) is { } session
            ? Continue(steered, recipient, session, entry)
            : Begin(steered, recipient, entry, header.SignedPrekey);
    }

    /// <summary>The session that a recorded header was sent on.</summary>
    private static DeviceSession? Existing(SessionState state, string installation, RatchetMessageHeader header) =>
        state.Sessions.FirstOrDefault(session =>
            session.Is(installation, header.SignedPrekey) && session.Ratchet.OwnKey.Equals(header.Header.Key)
        );

    private SteeredSession Continue(
        SteeredSession steered,
        KnownDevice recipient,
        DeviceSession session,
        EncryptedEntry entry
    )
    {
        var alone = SetOthersAside(steered, recipient, session);
        var usable = session.IsOwnPrekey
            ? OnOwnPrekey(alone, session.SignedPrekey)
            : OnPeerPrekey(alone, recipient, session.SignedPrekey);
        return entry.X3dh is null && session.RepeatsX3dhHeader ? StopHeader(usable, session) : usable;
    }

    private SteeredSession SetOthersAside(SteeredSession steered, KnownDevice recipient, DeviceSession kept)
    {
        var alone = steered.Aside(
            steered.Session.Sessions.Where(session =>
                session.InstallationId == recipient.InstallationId && !ReferenceEquals(session, kept)
            )
        );
        var ours = DeviceSessions.FindUsable(steered.Session.Sessions, recipient, device);
        if (ours is null || ReferenceEquals(ours, kept))
            return alone;
        return alone.Because(
            ours.SignedPrekey.Equals(kept.SignedPrekey) ? Differences.FreshSession : Differences.SeveralSessions
        );
    }

    private SteeredSession OnOwnPrekey(SteeredSession steered, EncodedKey prekey)
    {
        if (device.IsCurrent(prekey))
            return steered;
        var before = participant.State.Installation.Prekeys;
        return before is [.., var last] && EncodedKey.Of(last.Pair.PublicKey).Equals(prekey)
            ? steered.Because(Differences.RenewedFirst) with
            {
                KeepsPrekey = true,
            }
            : steered.Without($"{prekey} is not our prekey any more");
    }

    private SteeredSession OnPeerPrekey(SteeredSession steered, KnownDevice recipient, EncodedKey prekey)
    {
        if (prekey.Equals(recipient.SignedPrekey))
            return steered;
        var chosen = steered.OnPrekey(recipient, prekey);
        if (participant.History.IsForged(peer, recipient.InstallationId, prekey))
            return chosen.Because(Differences.ForgedPrekey);
        return participant.History.IsAnnounced(peer, recipient.InstallationId, prekey)
            ? chosen.Because(Differences.HighestPrekey)
            : chosen.Without($"{prekey} was not announced");
    }

    private SteeredSession StopHeader(SteeredSession steered, DeviceSession session) =>
        participant.History.WasReplyRefused(peer, session.InstallationId, session.SignedPrekey)
            ? steered.Put(session, session with { IsConfirmed = true }).Because(Differences.HeaderRepeated)
            : steered.Without("no reply was refused");

    private SteeredSession Begin(SteeredSession steered, KnownDevice recipient, EncryptedEntry entry, EncodedKey prekey)
    {
        var alone = steered.Aside(
            steered.Session.Sessions.Where(session => session.InstallationId == recipient.InstallationId)
        );
        if (device.FindPrekey(prekey) is not null)
            return Adopt(alone, recipient, entry.Ratchet!);
        return entry.X3dh is null
            ? steered.Without($"there is no session with {recipient.InstallationId} on {prekey}")
            : OnPeerPrekey(alone, recipient, prekey);
    }

    /// <summary>A session on our own prekey that we do not have: Go keeps what a refused message began.</summary>
    private SteeredSession Adopt(SteeredSession steered, KnownDevice recipient, RatchetMessageHeader header)
    {
        var (installation, prekey) = (recipient.InstallationId, header.SignedPrekey);
        if (RefusedSession(installation, prekey) is { } refused)
            return Put(refused).Because(Differences.NothingKept);
        return OfAnotherIdentity(installation, header) is { } foreign
            ? Put(foreign).Because(Differences.IdentityInSession)
            : steered.Without($"there is no session with {installation} on {prekey}");

        // As the recipient has it now, that is: it has answered on it.
        SteeredSession Put(DeviceSession adopted) =>
            OnOwnPrekey(steered.Put(null, adopted with { PeerPrekeyVersion = recipient.PrekeyVersion }), prekey);
    }

    private DeviceSession? RefusedSession(string installation, EncodedKey prekey) =>
        participant.History.RefusedX3dh(peer, installation, prekey) is { } refused
            ? new DeviceSessions(device, refused.Sender, turn).ForX3dh([], installation, refused.Header)
            : null;

    private DeviceSession? OfAnotherIdentity(string installation, RatchetMessageHeader header) =>
        participant
            .State.Sessions.Values.Select(state => Existing(state, installation, header))
            .FirstOrDefault(session => session is not null);
}
