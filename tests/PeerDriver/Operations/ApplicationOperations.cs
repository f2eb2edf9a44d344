using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WakuGrains.Messages;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sending;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>The layers above encryption: the signed application message, alone or in an MVDS packet.</summary>
internal sealed class ApplicationOperations(PeerRegistry peers, ISecp256k1 curve, TimeProvider time) : IOperations
{
    private readonly ApplicationView view = new(curve);

    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["app_wrap"] = request => View(Wrap(peers.Of(request), request)),
            ["app_unwrap"] = Unwrap,
        };

    /// <summary>The names of application types.</summary>
    public static JsonObject Types() =>
        new()
        {
            ["UNKNOWN"] = ApplicationMessageType.Unknown,
            ["CHAT_MESSAGE"] = ApplicationMessageType.ChatMessage,
            ["CONTACT_UPDATE"] = ApplicationMessageType.ContactUpdate,
            ["MEMBERSHIP_UPDATE_MESSAGE"] = ApplicationMessageType.MembershipUpdate,
            ["SYNC_PAIR_INSTALLATION"] = ApplicationMessageType.SyncPairInstallation,
            ["CONTACT_CODE_ADVERTISEMENT"] = ApplicationMessageType.ContactCodeAdvertisement,
            ["CHAT_IDENTITY"] = ApplicationMessageType.ChatIdentity,
        };

    /// <summary>The text of a request as content that a silo would take.</summary>
    public OutboundContent.Text Content(Request request)
    {
        if (request.Nanoseconds(time) < TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerMillisecond)
            throw Request.Bad("now: a chat message of the year 1970 is dropped by its receiver");
        var content = new OutboundContent.Text(request.Text("text"));
        try
        {
            SendValidation.Content(content);
        }
        catch (InvalidRequestException refused)
        {
            throw Request.Bad(refused.Message);
        }

        return content;
    }

    /// <summary>Acknowledgements that a request wants to go along.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Acknowledgements(Request request) =>
        [.. request.Hexes("acks").Select(id => (ReadOnlyMemory<byte>)id)];

    /// <summary>Makes the plaintext of a message.</summary>
    public WrappedContent Wrap(DriverPeer peer, Request request)
    {
        var to = request.Key("to");
        var body = Body(peer, to, request);
        var id = ApplicationMetadata.MessageId(peer.PublicKey, body);
        if (!request.Flag("mvds", otherwise: true))
            return new(body, body, id, PacketId: null);
        var group = Mvds.GroupId(peer.PublicKey, to);
        var seconds = peer.Turn(request.Nanoseconds(time)).Now.ToUnixTimeSeconds();
        var packet = Mvds.Build(group, seconds, [body], Acknowledgements(request));
        return new(packet, body, id, Mvds.MessageId(group, seconds, body));
    }

    /// <summary>The members of a reply that show what a plaintext holds.</summary>
    public JsonObject Read(
        ReadOnlyMemory<byte> plaintext,
        PublicKey? signer,
        long timestampNanoseconds,
        PublicKey? own = null
    ) => view.Of(plaintext, new(signer, own, timestampNanoseconds));

    private byte[] Body(DriverPeer peer, PublicKey to, Request request)
    {
        if (request.OptionalHex("payload") is { } payload)
        {
            var type = request.Number("type", ApplicationMessageType.ChatMessage);
            return ApplicationMetadata.Wrap(curve, peer.KeyPair, (uint)type, payload);
        }

        var turn = peer.Turn(request.Nanoseconds(time));
        var clock = ChatClock.Next(peer.Session(to).ChatClock, turn.NowMilliseconds);
        return ApplicationContent.Wrap(Content(request), clock, peer.KeyPair, ChatId.Of(to), turn);
    }

    private static JsonObject View(WrappedContent wrapped) =>
        new JsonObject
        {
            ["plaintext"] = Replies.Hex(wrapped.Plaintext),
            ["body"] = Replies.Hex(wrapped.Body),
            ["app_id"] = Replies.Hex(wrapped.MessageId),
            ["mvds_id"] = wrapped.PacketId is { } id ? Replies.Hex(id) : null,
        }.WithoutNulls();

    private JsonObject Unwrap(Request request) =>
        Read(request.Hex("plaintext"), request.OptionalKey("signer"), timestampNanoseconds: long.MaxValue);
}

/// <summary>A plaintext and the names of what is in it.</summary>
/// <param name="Plaintext">What is to be encrypted.</param>
/// <param name="Body">The signed application message.</param>
/// <param name="MessageId">Its id.</param>
/// <param name="PacketId">Its id for MVDS; null when there is no packet around it.</param>
internal sealed record WrappedContent(byte[] Plaintext, byte[] Body, byte[] MessageId, byte[]? PacketId);
