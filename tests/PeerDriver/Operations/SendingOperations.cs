using System.Text.Json.Nodes;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>Whole messages: text to WakuMessages through all layers, the copies for our own devices last.</summary>
internal sealed class SendingOperations(
    PeerRegistry peers,
    FrameOperations frames,
    ApplicationOperations applications,
    TimeProvider time
) : IOperations
{
    private const string Auto = "auto";

    // A segment leaves room for the layers below it in the largest WakuMessage.
    private const int SegmentLength = WakuLimits.MaxMessageLength / 4 * 3;

    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["send"] = request => IsPlain(request) ? Send(request) : Compose(request),
            ["transport"] = Transport,
        };

    // What a session sends by itself; anything else is put together from the same steps.
    private static bool IsPlain(Request request) =>
        request.Has("text")
        && !request.Has("payload")
        && !request.Flag("ephemeral")
        && request.Flag("mvds", otherwise: true)
        && (request.OptionalText("kind") ?? Auto) == Auto;

    private JsonObject Send(Request request)
    {
        var peer = peers.Of(request);
        var to = request.Key("to");
        var content = applications.Content(request);
        var turn = peer.Turn(request.Nanoseconds(time));
        var sending = new SessionSending(
            peer,
            peer.SigningDevice(turn),
            turn,
            ApplicationOperations.Acknowledgements(request)
        );

        var sent = sending.Send(to, content);
        return Sent(
            sent[0].Effect.MessageId,
            sent[0].Effect.AcknowledgementId,
            [.. sent.Select(each => View(peer, each, request))]
        );
    }

    private static JsonObject View(DriverPeer peer, Published published, Request request)
    {
        var message = published.Effect.Envelope.Message;
        var isNegotiated = message.ContentTopic == peer.Session(published.To).Negotiated?.ContentTopic;
        return WakuView.Of(
            isNegotiated ? Channel.Negotiated : Channel.Partitioned,
            new Envelope(FrameOperations.PubsubTopic(request), message)
        );
    }

    private JsonObject Compose(Request request)
    {
        var peer = peers.Of(request);
        var to = request.Key("to");
        var wrapped = applications.Wrap(peer, request);
        var turn = peer.Turn(request.Nanoseconds(time));
        var message = Encrypt(peer, to, turn, wrapped.Plaintext);
        var messages = Seal(peer, to, message, request);
        if (!to.Equals(peer.PublicKey) && peer.ReceivingDevice().HasPairedSiblings)
        {
            var copy = Encrypt(peer, peer.PublicKey, turn, wrapped.Plaintext);
            messages.AddRange(Seal(peer, Address(peer, peer.PublicKey, copy), copy, request));
        }

        return Sent(wrapped.MessageId, wrapped.PacketId is { } id ? id : default(ReadOnlyMemory<byte>?), messages);
    }

    private static ProtocolMessage Encrypt(DriverPeer peer, PublicKey to, Turn turn, byte[] plaintext) =>
        Outbound.Encrypt(peer, to, turn, (composer, state) => composer.Encrypt(state, plaintext)).Message;

    private JsonObject Transport(Request request)
    {
        var peer = peers.Of(request);
        if (!ProtocolMessage.TryDecode(request.Hex("message"), out var message, out var fault))
            throw new DriverException(ErrorKind.Malformed, $"ProtocolMessage: {fault}");
        return new() { ["messages"] = Replies.List(Seal(peer, request.OptionalKey("to"), message, request)) };
    }

    private List<JsonObject> Seal(DriverPeer peer, PublicKey? to, ProtocolMessage message, Request request)
    {
        var kind = request.OptionalText("kind") ?? Auto;
        var address =
            kind == Auto
                ? Address(peer, to ?? throw Request.Bad("to is missing"), message)
                : new FrameAddress(kind, to) { Chat = request.OptionalText("chat") };
        return Seal(peer, address with { IsEphemeral = request.Flag("ephemeral") }, message, request);
    }

    private static FrameAddress Address(DriverPeer peer, PublicKey to, ProtocolMessage message)
    {
        var isAgreed = KnownDevices.AreNegotiated(peer.Devices(to), message.Entries.Keys);
        return new(isAgreed ? Channel.Negotiated : Channel.Partitioned, to);
    }

    private List<JsonObject> Seal(DriverPeer peer, FrameAddress address, ProtocolMessage message, Request request) =>
        [
            .. Segmentation
                .Split(message.Encode(), SegmentLength)
                .Select(segment => frames.Wrap(peer, address, segment.Span, request)),
        ];

    private static JsonObject Sent(
        ReadOnlyMemory<byte> messageId,
        ReadOnlyMemory<byte>? packetId,
        IReadOnlyList<JsonObject> messages
    ) =>
        new JsonObject
        {
            ["app_id"] = Replies.Hex(messageId),
            ["mvds_id"] = packetId is { } id ? Replies.Hex(id) : null,
            ["messages"] = Replies.List(messages),
        }.WithoutNulls();
}
