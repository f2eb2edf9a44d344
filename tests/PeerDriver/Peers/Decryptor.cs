using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>Takes ProtocolMessages to the session of their sender or to their group, as the router of a silo does.</summary>
internal sealed class Decryptor(DriverPeer peer, Turn turn)
{
    private readonly GroupDecryptor groups = new(peer, turn);
    private readonly JsonArray learntKeys = [];

    /// <summary>Takes a message.</summary>
    /// <param name="peer">For whom.</param>
    /// <param name="sender">The key recovered from the frame.</param>
    /// <param name="bytes">The message.</param>
    /// <param name="timestampNanoseconds">Timestamp of its envelope.</param>
    /// <param name="turn">The time now.</param>
    public static Decryption Take(
        DriverPeer peer,
        PublicKey sender,
        ReadOnlySpan<byte> bytes,
        long timestampNanoseconds,
        Turn turn
    )
    {
        if (!ProtocolMessage.TryDecode(bytes, out var message, out var fault))
            throw new DriverException(ErrorKind.Malformed, $"ProtocolMessage: {fault}");
        var bundles = BundleIntake.Verify(turn.Curve, message.Bundles);
        var own = bundles.Where(bundle => bundle.Identity.Equals(sender));
        var inbound = new InboundMessage(sender, message, [.. own], default, timestampNanoseconds);
        return new Decryptor(peer, turn).Take(inbound, bundles);
    }

    private Decryption Take(InboundMessage inbound, ImmutableArray<Bundle> bundles)
    {
        var events = new JsonObject
        {
            ["installations"] = BundleIntake.Learn(peer, bundles),
            ["bundles"] = Replies.Texts(bundles.Select(bundle => Replies.Hex(bundle.Identity))),
            ["group_keys"] = learntKeys,
        };
        var (kind, opened) = GroupOpener.FindEntry(inbound.Message, peer.Own.Key) is { } entry
            ? OpenForGroup(inbound.Sender, entry)
            : OpenInSession(inbound);
        return kind is not null
            ? new(kind, opened, inbound, events)
            : throw new DriverException(
                DecryptionError.Kind(opened.Failure!.Value, opened.Encryption, inbound, peer, turn.Curve),
                opened.Failure.Value.Code()
            )
            {
                Events = events,
            };
    }

    private (string? Kind, OpenedMessage Opened) OpenForGroup(PublicKey sender, EncryptedEntry entry)
    {
        var opened = groups.Open(sender, entry, learntKeys);
        if (opened.Failure is not null)
            return (null, opened);
        var isMessage = opened.Encryption == MessageEncryption.HashRatchet;
        return (isMessage ? DecryptionKind.Group : DecryptionKind.GroupRekey, opened);
    }

    private (string? Kind, OpenedMessage Opened) OpenInSession(InboundMessage inbound)
    {
        var (sender, device) = (inbound.Sender, peer.ReceivingDevice());
        var opened = peer.Take(sender, state => Session.Open(state, inbound, device, turn)).Result;
        if (opened.Failure is { } outcome)
            return Unencrypted(outcome, opened, inbound);
        if (KnownDevices.AreNegotiated(peer.Session(sender).Devices, [inbound.Message.InstallationId]))
            peer.Take(sender, state => Session.Listen(state, device, turn));
        var entry = Session.FindEntry(inbound, device);
        return groups.TakeKeys(sender, entry, opened.Plaintext, learntKeys)
            ? (DecryptionKind.GroupKeys, opened)
            : (Kind(opened), opened);
    }

    // What a session does not decrypt and is no failure all the same.
    private (string? Kind, OpenedMessage Opened) Unencrypted(
        EnvelopeOutcome outcome,
        OpenedMessage opened,
        InboundMessage inbound
    ) =>
        outcome switch
        {
            EnvelopeOutcome.BundleLearnt => (
                DecryptionKind.Public,
                opened with
                {
                    Plaintext = inbound.Message.PublicMessage,
                }
            ),
            EnvelopeOutcome.NotPaired when inbound.Message.InstallationId == peer.InstallationId => (
                DecryptionKind.Echo,
                opened
            ),
            _ => (null, opened),
        };

    private static string Kind(OpenedMessage opened) =>
        opened.Encryption == MessageEncryption.DiffieHellman ? DecryptionKind.Fallback : DecryptionKind.Ratchet;
}
