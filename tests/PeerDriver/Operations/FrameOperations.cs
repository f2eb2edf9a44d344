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

    /// <summary>Seals a message into a frame; the request says when and on which pubsub topic.</summary>
    public JsonObject Wrap(DriverPeer peer, FrameAddress address, ReadOnlySpan<byte> message, Request request)
    {
        var channel = Channel.Of(peer, address.Kind, address.To, address.Chat, curve);
        var signer = address.IsUnsigned ? null : peer.KeyPair;
        var frame = channel.IsSymmetric
            ? PayloadV1.SealSymmetric(curve, message, signer, keys.Of(channel.Topic).Span, peer.Random)
            : PayloadV1.SealAsymmetric(curve, message, signer, address.To!, peer.Random);
        var waku = WakuMessage.ForStatus(
            frame,
            channel.Topic.ContentTopic.ToString(),
            request.Nanoseconds(time),
            address.IsEphemeral
        );
        return WakuView.Of(address.Kind, new Envelope(PubsubTopic(request), waku));
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

    private JsonObject Wrap(Request request)
    {
        var address = new FrameAddress(request.Text("kind"), request.OptionalKey("to"))
        {
            Chat = request.OptionalText("chat"),
            IsEphemeral = request.Flag("ephemeral"),
            IsUnsigned = request.Flag("unsigned"),
        };
        return Wrap(peers.Of(request), address, request.Hex("message"), request);
    }

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

/// <summary>Where a frame goes, and how.</summary>
/// <param name="Kind">The kind of topic.</param>
/// <param name="To">The other side, where the kind has one.</param>
internal sealed record FrameAddress(string Kind, PublicKey? To)
{
    /// <summary>The chat of a public topic.</summary>
    public string? Chat { get; init; }

    /// <summary>Whether nodes shall not keep it.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>Whether it is sealed without a signature.</summary>
    public bool IsUnsigned { get; init; }
}
