using System.Collections.Immutable;
using System.Text.Json.Nodes;
using WakuGrains.Installations;
using WakuGrains.PeerDriver.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>
/// Verifies bundles, then lets the sessions with their identities learn them. Unlike a silo, which learns only what is sent to
/// it by somebody it knows, a peer of the driver learns every bundle.
/// </summary>
internal static class BundleIntake
{
    /// <summary>All of them verified, or an error: a message with one bad bundle is refused as a whole (facts 2.3).</summary>
    public static ImmutableArray<Bundle> Verify(ISecp256k1 curve, IEnumerable<BundleMessage> messages) =>
        [.. messages.Select(message => Verify(curve, message))];

    /// <summary>Learns verified bundles and answers with the devices that are new.</summary>
    public static JsonArray Learn(DriverPeer peer, ImmutableArray<Bundle> bundles)
    {
        var learnt = new JsonArray();
        foreach (var bundle in bundles)
        {
            var before = Installations(peer, bundle.Identity);
            Learn(peer, bundle);
            foreach (var id in Installations(peer, bundle.Identity).Except(before))
                learnt.Add(new JsonObject { ["identity"] = Replies.Hex(bundle.Identity), ["installation_id"] = id });
        }

        return learnt;
    }

    // What names devices of our own identity is the installation's business.
    private static void Learn(DriverPeer peer, Bundle bundle)
    {
        if (bundle.Identity.Equals(peer.PublicKey))
            peer.TakeOwn((state, _) => Siblings.Learn(state, bundle));
        else
            peer.Take(bundle.Identity, state => Session.LearnBundle(state, bundle, onlyIfKnown: false));
    }

    private static List<string> Installations(DriverPeer peer, PublicKey identity) =>
        [.. peer.Devices(identity).Select(device => device.InstallationId)];

    private static Bundle Verify(ISecp256k1 curve, BundleMessage message) =>
        BundleVerifier.TryVerify(message, curve, out var bundle, out var fault)
            ? bundle
            : throw new DriverException(Kind(fault), $"bundle refused: {fault}");

    private static string Kind(BundleFault fault) =>
        fault is BundleFault.InvalidSignature or BundleFault.IdentityMismatch or BundleFault.InvalidIdentity
            ? ErrorKind.BadSignature
            : ErrorKind.Malformed;
}
