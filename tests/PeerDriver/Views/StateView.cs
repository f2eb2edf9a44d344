using System.Text.Json.Nodes;
using WakuGrains.Devices;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Views;

/// <summary>Everything a peer keeps, secrets too: the peers of the driver are nobody's.</summary>
internal static class StateView
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    public static JsonObject Of(DriverPeer peer) =>
        new()
        {
            ["identity"] = new JsonObject
            {
                ["private"] = Replies.Hex(peer.KeyPair.PrivateKey),
                ["public"] = Replies.Hex(peer.PublicKey),
            },
            ["installation_id"] = peer.InstallationId,
            ["options"] = PeerOptions.View(peer.Settings),
            ["bundles"] = Replies.List([.. OwnPrekeys(peer), .. Devices(peer, Prekey)]),
            ["installations"] = Replies.List(Devices(peer, DeviceView.Of)),
            ["ratchets"] = Replies.List(peer.Sessions.SelectMany(Ratchets)),
            ["sessions"] = Sessions(peer),
            ["agreements"] = Agreements(peer),
            ["group_keys"] = Replies.List(peer.Groups.All.SelectMany(GroupKeyView.Of)),
        };

    private static IEnumerable<JsonObject> OwnPrekeys(DriverPeer peer) =>
        peer.Own.Prekeys.Select(
            (prekey, index) =>
                new JsonObject
                {
                    ["identity"] = Replies.Hex(peer.PublicKey),
                    ["installation"] = peer.InstallationId,
                    ["spk"] = Replies.Hex(prekey.Pair.PublicKey),
                    ["version"] = prekey.Version,
                    ["created"] = prekey.CreatedAt.ToUnixTimeMilliseconds(),
                    ["expired"] = index < peer.Own.Prekeys.Length - 1,
                    ["priv"] = Replies.Hex(prekey.Pair.PrivateKey),
                }
        );

    // Of the own identity those that the installation knows: the session with it only follows them.
    private static IEnumerable<JsonObject> Devices(DriverPeer peer, Func<PublicKey, KnownDevice, JsonObject> view) =>
        peer
            .Sessions.Select(state => state.Key.Peer)
            .Prepend(peer.PublicKey)
            .Distinct()
            .SelectMany(identity => peer.Devices(identity).Select(device => view(identity, device)));

    private static JsonObject Prekey(PublicKey identity, KnownDevice device) =>
        new()
        {
            ["identity"] = Replies.Hex(identity),
            ["installation"] = device.InstallationId,
            ["spk"] = device.SignedPrekey.ToString(),
            ["version"] = device.PrekeyVersion,
            ["created"] = device.ActiveAtNanoseconds / NanosecondsPerMillisecond,
            ["expired"] = false,
        };

    private static IEnumerable<JsonObject> Ratchets(SessionState state) =>
        state.Sessions.Select(session =>
            new JsonObject
            {
                ["spk"] = session.SignedPrekey.ToString(),
                ["owner"] = $"{state.Key.Peer}|{session.InstallationId}",
                ["secret"] = Replies.Hex(session.SharedKey.Bytes),
                ["ephemeral"] = session.RepeatsX3dhHeader ? session.Ephemeral.ToString() : null,
            }.WithoutNulls()
        );

    // Several sessions share a prekey only after the peer has begun again; the one used last has the plain name.
    private static JsonObject Sessions(DriverPeer peer)
    {
        var views = new JsonObject();
        foreach (var state in peer.Sessions)
        foreach (var session in state.Sessions.OrderByDescending(session => session.UsedAt))
        {
            var id = $"{session.SignedPrekey}|{state.Key.Peer}|{session.InstallationId}";
            views[views.ContainsKey(id) ? $"{id}|{session.Ephemeral}" : id] = RatchetView.Of(session);
        }

        return views;
    }

    private static JsonObject Agreements(DriverPeer peer) =>
        new(
            peer.Sessions.Select(state =>
                    (
                        state.Key.Peer,
                        Ids: state
                            .Devices.Where(device => device.UsesNegotiatedTopic)
                            .Select(device => device.InstallationId)
                    )
                )
                .Where(agreed => agreed.Ids.Any())
                .Select(agreed => KeyValuePair.Create(agreed.Peer.ToString(), (JsonNode?)Replies.Texts(agreed.Ids)))
        );
}
