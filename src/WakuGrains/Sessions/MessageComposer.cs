using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Topics;

namespace WakuGrains.Sessions;

/// <summary>A message that is encrypted and not yet in a frame.</summary>
/// <param name="State">The session after it.</param>
/// <param name="Message">The message with our bundle.</param>
/// <param name="IsAgreed">Whether every device that it is for listens on the negotiated topic (facts 7).</param>
internal readonly record struct OutboundMessage(SessionState State, ProtocolMessage Message, bool IsAgreed);

/// <summary>
/// Encrypts a plaintext, once for each active device of the peer or with the Diffie-Hellman fallback where none is known, adds
/// our bundle, and seals it into the frame of its topic (54/WAKU2-X3DH-SESSIONS; facts 6.3, 7, 8). Pure.
/// </summary>
internal sealed class MessageComposer(OwnDevice device, PublicKey peer, Turn turn)
{
    private readonly DoubleRatchet ratchet = Ratchets.For(turn);
    private readonly DeviceSessions deviceSessions = new(device, peer, turn);

    /// <summary>Encrypts for the active devices of the peer.</summary>
    /// <param name="state">The session.</param>
    /// <param name="plaintext">What is encrypted.</param>
    /// <param name="groupKeys">The header of a group key exchange, which goes with every entry; null in all other messages.</param>
    public OutboundMessage Encrypt(
        SessionState state,
        ReadOnlySpan<byte> plaintext,
        HashRatchetHeaderMessage? groupKeys = null
    )
    {
        var entries = new List<KeyValuePair<string, EncryptedEntry>>();
        var sessions = state.Sessions;
        foreach (var recipient in KnownDevices.Active(state.Devices, device.Settings.ActiveDevices))
        {
            if (deviceSessions.ForSending(sessions, recipient) is not { } session)
                continue;
            var encryption = ratchet.Encrypt(session.Ratchet, plaintext);
            sessions = DeviceSessions.Put(
                sessions,
                session,
                session with
                {
                    Ratchet = encryption.State,
                    UsedAt = turn.Now,
                }
            );
            entries.Add(new(recipient.InstallationId, Entry(session, encryption, groupKeys)));
        }

        if (entries.Count == 0)
            return EncryptFallback(state, plaintext, groupKeys);
        return new(
            state with
            {
                Sessions = sessions,
            },
            ProtocolMessage.ForEntries(device.Key.InstallationId, device.Bundle, entries),
            KnownDevices.AreNegotiated(state.Devices, entries.Select(entry => entry.Key))
        );
    }

    /// <summary>For any device of the peer, whichever are known (facts 4).</summary>
    public OutboundMessage EncryptFallback(
        SessionState state,
        ReadOnlySpan<byte> plaintext,
        HashRatchetHeaderMessage? groupKeys = null
    )
    {
        var (key, payload) = DiffieHellmanFallback.Seal(turn.Curve, peer, plaintext, turn.Random);
        var entry = new EncryptedEntry(X3dh: null, Ratchet: null, key, groupKeys, payload);
        var message = ProtocolMessage.ForAnyDevice(device.Key.InstallationId, device.Bundle, entry);
        return new(state, message, IsAgreed: false);
    }

    /// <summary>
    /// The envelopes, nearly always one. Ciphertexts that are together more than nodes relay get an envelope each.
    /// </summary>
    public ImmutableArray<Envelope> SealAll(OutboundMessage outbound)
    {
        var entries = outbound.Message.Entries;
        return entries.Values.Sum(entry => entry.Payload.Length) <= MessagingLimits.MaxCiphertextLength
            ? [Seal(outbound)]
            : [.. entries.Select(entry => Seal(Single(outbound, entry)))];
    }

    /// <summary>The envelope: on the negotiated topic once that is agreed, else on the peer's partition (facts 7).</summary>
    public Envelope Seal(OutboundMessage outbound) =>
        outbound.IsAgreed && outbound.State.Negotiated is { } negotiated
            ? SealedEnvelope.OnTopic(outbound.Message, device.Identity, negotiated.ContentTopic, negotiated.Key, turn)
            : SealedEnvelope.OnPartition(outbound.Message, device.Identity, peer, turn);

    private OutboundMessage Single(OutboundMessage outbound, KeyValuePair<string, EncryptedEntry> entry) =>
        new(
            outbound.State,
            ProtocolMessage.ForEntries(device.Key.InstallationId, device.Bundle, [entry]),
            KnownDevices.AreNegotiated(outbound.State.Devices, [entry.Key])
        );

    private static EncryptedEntry Entry(
        DeviceSession session,
        RatchetEncryption encryption,
        HashRatchetHeaderMessage? groupKeys
    ) =>
        new(
            session.RepeatsX3dhHeader ? new X3dhHeader(session.Ephemeral, session.SignedPrekey) : null,
            new RatchetMessageHeader(encryption.Header, session.SignedPrekey),
            DiffieHellman: null,
            groupKeys,
            encryption.Payload
        );
}
