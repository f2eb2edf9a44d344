using System.Text.Json.Nodes;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>Takes ProtocolMessages to the session of their sender, as the router of a silo does.</summary>
internal static class Decryptor
{
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
        var events = new JsonObject
        {
            ["installations"] = BundleIntake.Learn(peer, bundles),
            ["bundles"] = Replies.Texts(bundles.Select(bundle => Replies.Hex(bundle.Identity))),
            ["group_keys"] = new JsonArray(),
        };
        var own = bundles.Where(bundle => bundle.Identity.Equals(sender));
        var inbound = new InboundMessage(sender, message, [.. own], default, timestampNanoseconds);

        var device = peer.ReceivingDevice();
        var opened = peer.Take(sender, state => Session.Open(state, inbound, device, turn)).Result;
        var decryption = Describe(peer, opened, inbound, events, turn.Curve);
        if (KnownDevices.AreNegotiated(peer.Session(sender).Devices, [message.InstallationId]))
            peer.Take(sender, state => Session.Listen(state, device, turn));
        return decryption;
    }

    private static Decryption Describe(
        DriverPeer peer,
        OpenedMessage opened,
        InboundMessage inbound,
        JsonObject events,
        ISecp256k1 curve
    ) =>
        opened switch
        {
            { Failure: null, Encryption: MessageEncryption.DiffieHellman } => new("dh", opened, inbound, events),
            { Failure: null } => new("ratchet", opened, inbound, events),
            { Failure: EnvelopeOutcome.BundleLearnt } => new(
                "public",
                opened with
                {
                    Plaintext = inbound.Message.PublicMessage,
                },
                inbound,
                events
            ),
            { Failure: EnvelopeOutcome.NotPaired } when IsEcho(peer, inbound) => new("echo", opened, inbound, events),
            { Failure: { } failure } => throw new DriverException(
                DecryptionError.Kind(failure, opened.Encryption, inbound, peer, curve),
                failure.Code()
            )
            {
                Events = events,
            },
        };

    private static bool IsEcho(DriverPeer peer, InboundMessage inbound) =>
        inbound.Sender.Equals(peer.PublicKey) && inbound.Message.InstallationId == peer.InstallationId;
}
