using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>Frames and the WakuMessages around them.</summary>
internal sealed class FrameOperations(PeerRegistry peers, TopicKeyCache keys, ISecp256k1 curve, TimeProvider time)
    : IOperations
{
    private readonly FrameUnwrapper unwrapper = new(curve, keys);

    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal) { ["wrap"] = Wrap, ["unwrap"] = Unwrap };

    /// <summary>Seals a message into a frame of a kind of topic; the request says how.</summary>
    public JsonObject Wrap(DriverPeer peer, string kind, ReadOnlySpan<byte> message, Request request)
    {
        var to = request.OptionalKey("to");
        var channel = Channel.Of(peer, kind, to, request.OptionalText("chat"), curve);
        var signer = request.Flag("unsigned") ? null : peer.KeyPair;
        var frame = channel.IsSymmetric
            ? PayloadV1.SealSymmetric(curve, message, signer, keys.Of(channel.Topic).Span, peer.Random)
            : PayloadV1.SealAsymmetric(curve, message, signer, to!, peer.Random);
        var waku = WakuMessage.ForStatus(
            frame,
            channel.Topic.ContentTopic.ToString(),
            request.Nanoseconds(time),
            request.Flag("ephemeral")
        );
        return WakuView.Of(kind, new Envelope(PubsubTopic(request), waku));
    }

    /// <summary>The WakuMessage that a request brings, on its pubsub topic.</summary>
    public static Envelope ReadEnvelope(Request request) => new(PubsubTopic(request), ReadMessage(request));

    /// <summary>Opens the frame of a WakuMessage.</summary>
    public UnwrappedFrame Unwrap(DriverPeer peer, WakuMessage message) => unwrapper.Unwrap(peer, message);

    public static string PubsubTopic(Request request) =>
        request.OptionalText("pubsub_topic") ?? StatusTopics.DefaultPubsubTopic;

    private static WakuMessage ReadMessage(Request request)
    {
        if (request.OptionalHex("waku") is { } wire)
            return WakuMessage.TryDecode(wire, out var message)
                ? message
                : throw new DriverException(ErrorKind.Malformed, "WakuMessage: not one, or beyond the limits");
        return new WakuMessage
        {
            Payload = request.Hex("payload"),
            ContentTopic = request.Text("contentTopic"),
            Version = (uint)request.Number("version", WakuMessage.PayloadV1Version),
            Timestamp = request.Number("timestamp", otherwise: 0),
            Meta = request.OptionalHex("meta") ?? [],
        };
    }

    private JsonObject Wrap(Request request) =>
        Wrap(peers.Of(request), request.Text("kind"), request.Hex("message"), request);

    private JsonObject Unwrap(Request request)
    {
        var peer = peers.Of(request);
        var frame = Unwrap(peer, ReadEnvelope(request).Message);
        return new()
        {
            ["kind"] = frame.Kind,
            ["data"] = Replies.Hex(frame.Data),
            ["signer"] = frame.Signer is { } signer ? Replies.Hex(signer) : null,
        };
    }
}
