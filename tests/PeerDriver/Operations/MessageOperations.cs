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

/// <summary>Whole messages: text to WakuMessages and back through all layers.</summary>
internal sealed class MessageOperations(
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
            ["contact_code"] = PublishContactCode,
            ["receive"] = Receive,
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
        var acknowledgements = ApplicationOperations.Acknowledgements(request);
        var turn = peer.Turn(request.Nanoseconds(time));
        var device = peer.SigningDevice(turn);

        // The request says what is acknowledged; by itself a session acknowledges all that came.
        var step = peer.Take(
            to,
            state => Session.Send(state with { PendingAcknowledgements = acknowledgements }, content, device, turn)
        );
        var sent = step.Effects.OfType<Effect.Publish>().Single();
        var isNegotiated = sent.Envelope.Message.ContentTopic == step.State.Negotiated!.ContentTopic;
        return Sent(
            sent.MessageId,
            sent.AcknowledgementId,
            WakuView.Of(
                isNegotiated ? Channel.Negotiated : Channel.Partitioned,
                new Envelope(FrameOperations.PubsubTopic(request), sent.Envelope.Message)
            )
        );
    }

    private JsonObject Compose(Request request)
    {
        var peer = peers.Of(request);
        var to = request.Key("to");
        var wrapped = applications.Wrap(peer, request);
        var turn = peer.Turn(request.Nanoseconds(time));
        var outbound = Outbound.Encrypt(
            peer,
            to,
            turn,
            (composer, state) => composer.Encrypt(state, wrapped.Plaintext)
        );
        return Sent(wrapped.MessageId, wrapped.PacketId, Seal(peer, to, outbound.Message, request));
    }

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
        if (kind == Auto)
        {
            var recipient = to ?? throw Request.Bad("to is missing");
            var isAgreed = KnownDevices.AreNegotiated(peer.Session(recipient).Devices, message.Entries.Keys);
            kind = isAgreed ? Channel.Negotiated : Channel.Partitioned;
        }

        return
        [
            .. Segmentation
                .Split(message.Encode(), SegmentLength)
                .Select(segment => frames.Wrap(peer, kind, segment.Span, request)),
        ];
    }

    private JsonObject PublishContactCode(Request request)
    {
        var peer = peers.Of(request);
        var turn = peer.Turn(request.Nanoseconds(time));
        var envelope = ContactCode.Build(peer.SigningDevice(turn), ContactCodeTopic.Of(peer.PublicKey), turn);
        return WakuView.Of(Channel.ContactCode, new Envelope(FrameOperations.PubsubTopic(request), envelope.Message));
    }

    private JsonObject Receive(Request request)
    {
        var peer = peers.Of(request);
        var envelope = FrameOperations.ReadEnvelope(request);
        var frame = frames.Unwrap(peer, envelope.Message);
        var signer =
            frame.Signer ?? throw new DriverException(ErrorKind.Unsigned, "a message without a signature is dropped");
        if (peer.Assemble(signer, frame.Data) is not { } whole)
            return new() { ["kind"] = "segment" };

        var turn = peer.Turn(request.Nanoseconds(time));
        var timestamp = envelope.Message.Timestamp ?? 0;
        var decryption = Decryptor.Take(peer, signer, whole.Span, timestamp, turn);
        var messageId = envelope.Hash.ToString();
        peer.NoteRead(decryption, messageId);
        if (decryption.Opened.Failure is null)
            peer.Take(
                signer,
                state => Session.Accept(state, decryption.Opened, decryption.Inbound, peer.ReceivingDevice(), turn)
            );
        return new JsonObject { ["topic_kind"] = frame.Kind, ["signer"] = Replies.Hex(signer) }
            .And(EncryptionOperations.Read(decryption, messageId))
            .And(applications.Read(decryption.Opened.Plaintext, signer, timestamp));
    }

    private static JsonObject Sent(
        ReadOnlyMemory<byte> messageId,
        ReadOnlyMemory<byte>? packetId,
        params IReadOnlyList<JsonObject> messages
    ) =>
        new JsonObject
        {
            ["app_id"] = Replies.Hex(messageId),
            ["mvds_id"] = packetId is { } id ? Replies.Hex(id) : null,
            ["messages"] = Replies.List(messages),
        }.WithoutNulls();
}
