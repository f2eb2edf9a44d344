using System.Text.Json.Nodes;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>The devices of others and the other ones of our own identity, and what we share with them.</summary>
internal sealed class DeviceOperations(PeerRegistry peers, ISecp256k1 curve) : IOperations
{
    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["installations"] = Installations,
            ["enable"] = request => SetEnabled(request, isEnabled: true),
            ["disable"] = request => SetEnabled(request, isEnabled: false),
            ["secret"] = Secret,
        };

    private JsonObject Installations(Request request)
    {
        var peer = peers.Of(request);
        var identity = request.OptionalKey("identity") ?? peer.PublicKey;
        var devices = peer.Devices(identity);
        return new() { ["installations"] = Replies.List(devices.Select(device => DeviceView.Of(identity, device))) };
    }

    private JsonObject SetEnabled(Request request, bool isEnabled)
    {
        var peer = peers.Of(request);
        var identity = request.OptionalKey("identity") ?? peer.PublicKey;
        var id = request.Text("installation_id");
        if (identity.Equals(peer.PublicKey))
            peer.TakeOwn((state, _) => Step.To(Siblings.Enable(state, id, isEnabled), true));
        else
            peer.Take(identity, state => Session.EnableDevice(state, id, isEnabled));
        var device =
            KnownDevices.Find(peer.Devices(identity), id) ?? throw Request.Bad($"installation {id} is not known");
        return new() { ["installation"] = DeviceView.Of(identity, device) };
    }

    private JsonObject Secret(Request request)
    {
        var peer = peers.Of(request);
        var to = request.Key("to_identity");
        var secret = Channel.Secret(peer, to, curve);
        return new()
        {
            ["secret"] = Replies.Hex(secret),
            ["agreed"] = KnownDevices.AreNegotiated(peer.Devices(to), request.Texts("targets")),
            ["content_topic"] = StatusTopics.Negotiated(secret).ContentTopic.ToString(),
        };
    }
}
