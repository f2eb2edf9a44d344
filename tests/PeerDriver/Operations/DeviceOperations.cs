using System.Text.Json.Nodes;
using WakuGrains.Devices;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>The devices of others, and what we share with them.</summary>
internal sealed class DeviceOperations(PeerRegistry peers, ISecp256k1 curve) : IOperations
{
    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["installations"] = Installations,
            ["secret"] = Secret,
        };

    private JsonObject Installations(Request request)
    {
        var peer = peers.Of(request);
        var identity = request.OptionalKey("identity") ?? peer.PublicKey;
        return new() { ["installations"] = Replies.List(DeviceView.Of(peer.Session(identity))) };
    }

    private JsonObject Secret(Request request)
    {
        var peer = peers.Of(request);
        var to = request.Key("to_identity");
        var secret = Channel.Secret(peer, to, curve);
        return new()
        {
            ["secret"] = Replies.Hex(secret),
            ["agreed"] = KnownDevices.AreNegotiated(peer.Session(to).Devices, request.Texts("targets")),
            ["content_topic"] = StatusTopics.Negotiated(secret).ContentTopic.ToString(),
        };
    }
}
