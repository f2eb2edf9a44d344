using System.Text.Json.Nodes;
using Google.Protobuf;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>Our bundle and those of others.</summary>
internal sealed class BundleOperations(PeerRegistry peers, ISecp256k1 curve, TimeProvider time) : IOperations
{
    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal) { ["bundle"] = Own, ["process_bundle"] = Process };

    private JsonObject Own(Request request)
    {
        var peer = peers.Of(request);
        var bundle = peer.SigningDevice(peer.Turn(request.Nanoseconds(time))).Bundle;
        return new()
        {
            ["bundle"] = Replies.Hex(bundle.Encode()),
            ["material"] = Replies.Hex(BundleMaterial.Write(bundle.SignedPrekeys, bundle.TimestampNanoseconds)),
            ["view"] = MessageView.Of(bundle.ToMessage()),
        };
    }

    private JsonObject Process(Request request)
    {
        var peer = peers.Of(request);
        var bundles = BundleIntake.Verify(curve, [Decode(request.Hex("bundle"))]);
        return new() { ["installations"] = BundleIntake.Learn(peer, bundles) };
    }

    private static BundleMessage Decode(byte[] bytes)
    {
        try
        {
            return BundleMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw new DriverException(ErrorKind.Malformed, $"Bundle: {malformed.Message}");
        }
    }
}
