using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>The result of opening one entry; unless it was opened, the sessions are the very ones that were given.</summary>
/// <param name="Sessions">The sessions afterwards.</param>
/// <param name="Message">What was inside, or why it was not opened.</param>
internal readonly record struct OpenedEntry(ImmutableArray<DeviceSession> Sessions, OpenedMessage Message);

/// <summary>
/// Opens the entry of a ProtocolMessage that is meant for us: X3DH sets a session up, the ratchet decrypts, else the
/// Diffie-Hellman fallback (facts 5 on precedence, 6.5). Nothing is kept of a message that does not decrypt. Pure.
/// </summary>
internal sealed class EntryOpener(OwnDevice device, InboundMessage message, uint prekeyVersion, Turn turn)
{
    private readonly DoubleRatchet ratchet = Ratchets.For(turn);
    private readonly DeviceSessions deviceSessions = new(device, message.Sender, turn);

    public OpenedEntry Open(ImmutableArray<DeviceSession> sessions, EncryptedEntry entry) =>
        entry switch
        {
            { Ratchet: { } header } => OpenRatchet(sessions, entry, header),
            { DiffieHellman: { } key } => OpenFallback(sessions, entry, key),
            { HashRatchet: not null } => Failed(EnvelopeOutcome.Unsupported, MessageEncryption.None, sessions),
            _ => Failed(EnvelopeOutcome.Malformed, MessageEncryption.None, sessions),
        };

    private OpenedEntry OpenRatchet(
        ImmutableArray<DeviceSession> sessions,
        EncryptedEntry entry,
        RatchetMessageHeader header
    )
    {
        var encryption = entry.X3dh is null ? MessageEncryption.DoubleRatchet : MessageEncryption.X3dh;
        var failure = EnvelopeOutcome.NoSession;
        foreach (var candidate in Candidates(sessions, entry, header))
        {
            var decryption = ratchet.Decrypt(
                candidate.Ratchet,
                candidate.SkippedKeys,
                header.Header,
                entry.Payload.Span,
                turn.Random
            );
            if (decryption.IsDecrypted)
            {
                var after = candidate with
                {
                    Ratchet = decryption.State,
                    SkippedKeys = decryption.Keys,
                    IsConfirmed = true,
                    PeerPrekeyVersion = Math.Max(candidate.PeerPrekeyVersion, prekeyVersion),
                    UsedAt = turn.Now,
                };
                var put = DeviceSessions.Put(sessions, candidate, after);
                return new(put, new(null, encryption, decryption.Plaintext));
            }

            failure = Outcome(decryption.Outcome);
        }

        return Failed(failure, encryption, sessions);
    }

    private IEnumerable<DeviceSession> Candidates(
        ImmutableArray<DeviceSession> sessions,
        EncryptedEntry entry,
        RatchetMessageHeader header
    )
    {
        var installation = message.Message.InstallationId;
        if (entry.X3dh is null)
            return DeviceSessions.Matching(sessions, installation, header.SignedPrekey);
        return
            entry.X3dh.SignedPrekey.Equals(header.SignedPrekey)
            && deviceSessions.ForX3dh(sessions, installation, entry.X3dh) is { } session
            ? [session]
            : [];
    }

    private OpenedEntry OpenFallback(ImmutableArray<DeviceSession> sessions, EncryptedEntry entry, EncodedKey key) =>
        DiffieHellmanFallback.TryOpen(turn.Curve, device.Identity, key, entry.Payload.Span, out var plaintext)
            ? new(sessions, new(null, MessageEncryption.DiffieHellman, plaintext))
            : Failed(EnvelopeOutcome.Malformed, MessageEncryption.DiffieHellman, sessions);

    private static OpenedEntry Failed(
        EnvelopeOutcome failure,
        MessageEncryption encryption,
        ImmutableArray<DeviceSession> sessions
    ) => new(sessions, OpenedMessage.Failed(failure, encryption));

    private static EnvelopeOutcome Outcome(RatchetOutcome outcome) =>
        outcome switch
        {
            RatchetOutcome.Duplicate => EnvelopeOutcome.Duplicate,
            RatchetOutcome.TooFarAhead => EnvelopeOutcome.TooFarAhead,
            RatchetOutcome.Malformed => EnvelopeOutcome.Malformed,
            RatchetOutcome.Forged => EnvelopeOutcome.Desynchronised,
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Not a failure."),
        };
}
