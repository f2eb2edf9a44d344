using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using WakuGrains.PeerDriver.Json;
using WakuGrains.PeerDriver.Peers;
using WakuGrains.PeerDriver.Randomness;
using WakuGrains.PeerDriver.Views;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.PeerDriver.Operations;

/// <summary>Peers come, get scripts, show themselves and go.</summary>
internal sealed class PeerOperations(PeerRegistry peers, ISecp256k1 curve, TimeProvider time) : IOperations
{
    public IReadOnlyDictionary<string, Operation> Operations =>
        new Dictionary<string, Operation>(StringComparer.Ordinal)
        {
            ["new"] = New,
            ["script"] = Script,
            ["reset"] = Reset,
            ["dump_state"] = request => new JsonObject { ["state"] = StateView.Of(peers.Of(request)) },
        };

    private JsonObject New(Request request)
    {
        var random = new ScriptedRandomSource(
            request.OptionalText("seed") is { } seed ? new SeededRandomSource(seed) : SystemRandomSource.Instance
        );
        AddScript(random, request);
        var peer = new DriverPeer(
            curve,
            random,
            PeerOptions.Read(request),
            request.OptionalHex("identity_private") is { } privateKey ? ReadKeyPair(privateKey) : null,
            ReadInstallationId(request),
            request.Nanoseconds(time)
        );
        peers.Put(request.Text("name"), peer);
        return new()
        {
            ["identity"] = Replies.Hex(peer.PublicKey),
            ["identity_uncompressed"] = Replies.Hex(peer.PublicKey.Uncompressed),
            ["installation_id"] = peer.InstallationId,
        };
    }

    private JsonObject Script(Request request)
    {
        AddScript(peers.Of(request).Random, request);
        return [];
    }

    private JsonObject Reset(Request request)
    {
        if (request.OptionalText("name") is { } name)
            peers.Remove(name);
        else
            peers.Clear();
        return [];
    }

    private static void AddScript(ScriptedRandomSource random, Request request)
    {
        foreach (var entry in request.Properties("script"))
            random.Add(entry.Name, Draws(entry));
    }

    private static IEnumerable<byte[]> Draws(JsonProperty entry) =>
        entry.Value.ValueKind == JsonValueKind.Array
            ? entry.Value.EnumerateArray().Select(draw => Request.FromHex(draw.ToString(), entry.Name))
            : throw Request.Bad($"script {entry.Name}: not a list");

    private static string? ReadInstallationId(Request request)
    {
        var id = request.OptionalText("installation_id");
        return id is null || Encoding.UTF8.GetByteCount(id) <= SecureTransportLimits.MaxInstallationIdLength
            ? id
            : throw Request.Bad("installation_id: too long");
    }

    private KeyPair ReadKeyPair(byte[] privateKey) =>
        curve.IsValidPrivateKey(privateKey)
            ? KeyPair.FromPrivateKey(curve, privateKey)
            : throw Request.Bad("identity_private: not a private key");
}
