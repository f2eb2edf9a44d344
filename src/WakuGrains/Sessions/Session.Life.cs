using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Trust;

namespace WakuGrains.Sessions;

public static partial class Session
{
    /// <summary>
    /// Whether a message that ended like this is answered with our bundle: it was for other devices of ours, or it could not be
    /// decrypted though its sender is authentic (54, partitioned devices; 5/SECURE-TRANSPORT, account recovery).
    /// </summary>
    public static bool IsAnswered(ReceiveResult result) =>
        result.Outcome == EnvelopeOutcome.NotForThisDevice || NeedsNewPrekey(result);

    /// <summary>
    /// Whether only a session on another prekey can help: the peer goes on using the one that we cannot read, or lost, as long as
    /// our bundle stays the same (facts 3.7, 6.4).
    /// </summary>
    public static bool NeedsNewPrekey(ReceiveResult result) =>
        result.Outcome is EnvelopeOutcome.NoSession or EnvelopeOutcome.Desynchronised or EnvelopeOutcome.TooFarAhead;

    /// <summary>Whether the peer may be answered now: once in <see cref="MessagingLimits.AnswerInterval"/>.</summary>
    public static bool MayAnswer(SessionState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.AnsweredAt is not { } last || now - last >= MessagingLimits.AnswerInterval;
    }

    /// <summary>
    /// Sends the peer an empty message with our bundle, by the Diffie-Hellman fallback, which any device of the peer can read
    /// (facts 6.5).
    /// </summary>
    public static Step<SessionState, bool> Answer(SessionState state, OwnDevice device, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        return MayAnswer(state, turn.Now) && !IsWithOwnIdentity(state, device) && MaySend(state, device)
            ? AdvertiseBundle(state with { AnsweredAt = turn.Now }, device, turn)
            : Step.Unchanged(state, false);
    }

    /// <summary>
    /// Begins anew with the peer: its devices and all ratchet sessions are forgotten, and it gets our bundle in an empty message.
    /// Give a device whose prekey was drawn for this. Until the peer answers it is written to by the Diffie-Hellman fallback,
    /// which it can read whatever it remembers.
    /// </summary>
    public static Step<SessionState, bool> Reset(SessionState state, OwnDevice device, Turn turn)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(device);
        return AdvertiseBundle(state with { Devices = [], Sessions = [], AnsweredAt = turn.Now }, device, turn);
    }

    /// <summary>Decides about the peer.</summary>
    public static Step<SessionState, bool> Decide(SessionState state, PeerTrust trust)
    {
        ArgumentNullException.ThrowIfNull(state);
        // Whoever is refused is not read later either.
        var held = trust == PeerTrust.Refused ? [] : state.Held;
        return trust == state.Trust && held == state.Held
            ? Step.Unchanged(state, false)
            : Step.To<SessionState, bool>(state with { Trust = trust, Held = held }, true);
    }

    /// <summary>Lets a held message go, whatever came of it.</summary>
    public static Step<SessionState, bool> Release(SessionState state, ReadOnlyMemory<byte> envelopeHash)
    {
        ArgumentNullException.ThrowIfNull(state);
        var held = HeldMessages.Remove(state.Held, envelopeHash);
        return held == state.Held
            ? Step.Unchanged(state, false)
            : Step.To<SessionState, bool>(state with { Held = held }, true);
    }

    /// <summary>Writes to a device of the peer, or leaves it out from now on (facts 6.2).</summary>
    /// <returns>Whether the device is known.</returns>
    public static Step<SessionState, bool> EnableDevice(SessionState state, string installationId, bool isEnabled)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (KnownDevices.Find(state.Devices, installationId) is null)
            return Step.Unchanged(state, false);
        var devices = KnownDevices.Change(
            state.Devices,
            installationId,
            device => device with { IsEnabled = isEnabled }
        );
        return Step.To<SessionState, bool>(devices == state.Devices ? state : state with { Devices = devices }, true);
    }

    private static Step<SessionState, bool> AdvertiseBundle(SessionState state, OwnDevice device, Turn turn)
    {
        // With our bundle the peer may take the negotiated topic from now on.
        var (listening, _, listeners) = Listen(state, device, turn);
        var composer = new MessageComposer(device, state.Key.Peer, turn);
        var outbound = composer.EncryptFallback(listening, []);
        return new(outbound.State, true, [.. listeners, new Effect.Publish(composer.Seal(outbound), default, default)]);
    }
}
