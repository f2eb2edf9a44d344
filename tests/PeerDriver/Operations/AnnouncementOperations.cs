using System.Text.Json.Nodes;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>What an installation tells of itself: to contacts by the contact code, to the other devices of its identity by pairing.</summary>
internal sealed class AnnouncementOperations(PeerRegistry peers, TimeProvider time) : IOperations
{
    // What a device of the other implementation is when a request does not say.
    private const string DeviceType = "desktop";

    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["contact_code"] = PublishContactCode,
            ["pair"] = Pair,
        };

    private JsonObject PublishContactCode(Request request)
    {
        var peer = peers.Of(request);
        var turn = peer.Turn(request.Nanoseconds(time));
        var envelope = ContactCode.Build(peer.SigningDevice(turn), ContactCodeTopic.Of(peer.PublicKey), turn);
        return View(Channel.ContactCode, envelope, request);
    }

    private JsonObject Pair(Request request)
    {
        var peer = peers.Of(request);
        var turn = peer.Turn(request.Nanoseconds(time));
        var name = request.OptionalText("device_name") ?? request.Text("name");
        var deviceType = request.OptionalText("device_type") ?? DeviceType;
        peer.TakeOwn((state, _) => Siblings.Rename(state, peer.InstallationId, name));
        peer.SigningDevice(turn);
        var step = peer.TakeOwn(
            (state, identity) =>
                Siblings.Announce(
                    state,
                    identity with
                    {
                        Settings = identity.Settings with { DeviceType = deviceType },
                    },
                    turn
                )
        );
        var published = step.Effects.OfType<Effect.Publish>();
        return new()
        {
            ["messages"] = Replies.List(
                published.Select(publish => View(Channel.Partitioned, publish.Envelope, request))
            ),
        };
    }

    private static JsonObject View(string kind, Envelope envelope, Request request) =>
        WakuView.Of(kind, new Envelope(FrameOperations.PubsubTopic(request), envelope.Message));
}
