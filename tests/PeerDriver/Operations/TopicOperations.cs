using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>Topics: what they are made from, and which are listened to.</summary>
internal sealed class TopicOperations(PeerRegistry peers, TopicKeyCache keys, ISecp256k1 curve, TimeProvider time)
    : IOperations
{
    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal) { ["topics"] = Topics, ["listen"] = Listen };

    private JsonObject Topics(Request request)
    {
        var peer = peers.Of(request);
        var to = request.OptionalKey("to_identity") ?? peer.PublicKey;
        var chat = request.OptionalText("chat");
        List<string> kinds = [Channel.ContactCode, Channel.Partitioned, Channel.Personal, Channel.Negotiated];
        if (chat is not null)
            kinds.Add(Channel.Public);
        return new(
            kinds.Select(kind => KeyValuePair.Create(kind, (JsonNode?)View(Channel.Of(peer, kind, to, chat, curve))))
        );
    }

    private JsonObject View(Channel channel) =>
        new JsonObject
        {
            ["string"] = channel.Topic.Name,
            ["content_topic"] = channel.Topic.ContentTopic.ToString(),
            ["key"] = channel.IsSymmetric ? Replies.Hex(keys.Of(channel.Topic).Span) : null,
        }.WithoutNulls();

    private JsonObject Listen(Request request)
    {
        var peer = peers.Of(request);
        var turn = peer.Turn(request.Nanoseconds(time));
        if (request.OptionalKey("contact") is { } contact)
            peer.Take(contact, state => Session.Listen(state, peer.ReceivingDevice(), turn));
        if (request.OptionalText("chat") is { } chat)
            peer.Chats.Add(chat);
        return [];
    }
}
