using System.Collections.Immutable;
using System.Security.Cryptography;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Sessions;

<<<<<<< HEAD
/// <summary>A message that is encrypted and not yet in a frame.</summary>
/// <param name="State">The session after it.</param>
/// <param name="Message">The message with our bundle.</param>
/// <param name="IsAgreed">Whether every device that it is for listens on the negotiated topic (facts 7).</param>
internal readonly record struct OutboundMessage(SessionState State, ProtocolMessage Message, bool IsAgreed);

/// <summary>
/// Encrypts a plaintext, once for each active device of the peer or with the Diffie-Hellman fallback where none is known, adds
/// our bundle, and seals it into the frame of its topic (54/WAKU2-X3DH-SESSIONS; facts 6.3, 7, 8). Pure.
=======
/// <summary>A message as composed: the state after it and the envelopes that carry it, nearly always one.</summary>
internal readonly record struct ComposedMessage(SessionState State, ImmutableArray<Envelope> Envelopes);

/// <summary>
/// Makes an envelope of a plaintext: one ciphertext for each active device of the peer, the Diffie-Hellman fallback where none
/// is known, our bundle, the frame and the topic (54/WAKU2-X3DH-SESSIONS; facts 6.3, 7, 8). Ciphertexts that are together more
/// than nodes relay get an envelope each. Pure.
>>>>>>> h10
/// </summary>
internal sealed class MessageComposer(OwnDevice device, PublicKey peer, Turn turn)
{
    private readonly DoubleRatchet ratchet = Ratchets.For(turn);
    private readonly DeviceSessions deviceSessions = new(device, peer, turn);

    public OutboundMessage Encrypt(SessionState state, ReadOnlySpan<byte> plaintext)
    {
<<<<<<< HEAD
        var entries = new List<KeyValuePair<string, EncryptedEntry>>();
=======
        var entries = new List<AddressedEntry>();
>>>>>>> h10
        var sessions = state.Sessions;
        foreach (var recipient in PeerDevices.Active(state.Devices))
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
<<<<<<< HEAD
            entries.Add(new(recipient.InstallationId, Entry(session, encryption)));
        }

        if (entries.Count == 0)
            return EncryptFallback(state, plaintext);
        return new(
            state with
            {
                Sessions = sessions,
            },
            ProtocolMessage.ForEntries(device.Key.InstallationId, device.Bundle, entries),
            PeerDevices.AreNegotiated(state.Devices, entries.Select(entry => entry.Key))
        );
    }

    /// <summary>For any device of the peer, whichever are known (facts 4).</summary>
    public OutboundMessage EncryptFallback(SessionState state, ReadOnlySpan<byte> plaintext)
    {
        var (key, payload) = DiffieHellmanFallback.Seal(turn.Curve, peer, plaintext, turn.Random);
        var entry = new EncryptedEntry(X3dh: null, Ratchet: null, key, HashRatchet: null, payload);
        var message = ProtocolMessage.ForEntries(
            device.Key.InstallationId,
            device.Bundle,
            [new(ProtocolMessage.AnyDevice, entry)]
        );
        return new(state, message, IsAgreed: false);
    }

    /// <summary>The envelope: on the negotiated topic once that is agreed, else on the peer's partition (facts 7).</summary>
    public Envelope Seal(OutboundMessage outbound)
    {
        var message = outbound.Message.Encode();
        var (topic, frame) =
            outbound.IsAgreed && outbound.State.Negotiated is { } negotiated
                ? (
                    negotiated.ContentTopic,
                    PayloadV1.SealSymmetric(turn.Curve, message, device.Identity, negotiated.Key.Span, turn.Random)
                )
                : (
                    StatusTopics.Partitioned(peer).ContentTopic.ToString(),
                    PayloadV1.SealAsymmetric(turn.Curve, message, device.Identity, peer, turn.Random)
                );
        return new Envelope(StatusTopics.DefaultPubsubTopic, WakuMessage.ForStatus(frame, topic, turn.NowNanoseconds));
=======
            entries.Add(new(recipient, Entry(session, encryption)));
        }

        if (entries.Count == 0)
            entries.Add(new(Recipient: null, Fallback(plaintext)));
        return new(state with { Sessions = sessions }, SealAll(state.Negotiated, entries));
>>>>>>> h10
    }

    /// <summary>The topic that only the two identities know, from their static shared secret (facts 7). Slow: kept in the state.</summary>
    public NegotiatedTopic Negotiate()
    {
        Span<byte> secret = stackalloc byte[32];
        if (!turn.Curve.TryComputeSharedX(device.Identity.PrivateKey, peer.Uncompressed, secret))
            throw new CryptographicException("A public key that was checked to be on the curve was refused.");
        var topic = StatusTopics.Negotiated(secret);
        CryptographicOperations.ZeroMemory(secret);
        return new NegotiatedTopic(topic.ContentTopic.ToString(), topic.DeriveKey());
    }

    private static EncryptedEntry Entry(DeviceSession session, RatchetEncryption encryption) =>
        new(
            session.RepeatsX3dhHeader ? new X3dhHeader(session.Ephemeral, session.SignedPrekey) : null,
            new RatchetMessageHeader(encryption.Header, session.SignedPrekey),
            DiffieHellman: null,
            HashRatchet: null,
            encryption.Payload
        );
<<<<<<< HEAD
=======

    private EncryptedEntry Fallback(ReadOnlySpan<byte> plaintext)
    {
        var (key, payload) = DiffieHellmanFallback.Seal(turn.Curve, peer, plaintext, turn.Random);
        return new EncryptedEntry(X3dh: null, Ratchet: null, key, HashRatchet: null, payload);
    }

    private ImmutableArray<Envelope> SealAll(NegotiatedTopic? negotiated, List<AddressedEntry> entries) =>
        entries.Sum(entry => entry.Entry.Payload.Length) <= MessagingLimits.MaxCiphertextLength
            ? [Seal(negotiated, entries)]
            : [.. entries.Select(entry => Seal(negotiated, [entry]))];

    /// <summary>The negotiated topic once every recipient is known to listen there, else the peer's partition (facts 7).</summary>
    private Envelope Seal(NegotiatedTopic? negotiated, List<AddressedEntry> entries)
    {
        var message = ProtocolMessage
            .ForEntries(device.Key.InstallationId, device.Bundle, entries.Select(entry => entry.Pair))
            .Encode();
        var agreed = entries.TrueForAll(entry => entry.Recipient is { UsesNegotiatedTopic: true });
        var (topic, frame) =
            agreed && negotiated is not null
                ? (
                    negotiated.ContentTopic,
                    PayloadV1.SealSymmetric(turn.Curve, message, device.Identity, negotiated.Key.Span, turn.Random)
                )
                : (
                    StatusTopics.Partitioned(peer).ContentTopic.ToString(),
                    PayloadV1.SealAsymmetric(turn.Curve, message, device.Identity, peer, turn.Random)
                );
        return new Envelope(StatusTopics.DefaultPubsubTopic, WakuMessage.ForStatus(frame, topic, turn.NowNanoseconds));
    }

    /// <summary>A ciphertext with the device that it is for; null when any device may read it.</summary>
    private readonly record struct AddressedEntry(PeerDevice? Recipient, EncryptedEntry Entry)
    {
        public KeyValuePair<string, EncryptedEntry> Pair =>
            new(Recipient?.InstallationId ?? ProtocolMessage.AnyDevice, Entry);
    }
>>>>>>> h10
}
