using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoScenarios;

/// <summary>
/// Everything of a scenario that travels: it decodes to the recorded view and back to the recorded bytes, and its bundles
/// verify or are refused as recorded. Decrypts nothing.
/// </summary>
internal sealed class ScenarioWires(ISecp256k1 curve, VectorCheck check)
{
    public void Check(JsonElement scenario)
    {
        foreach (var recorded in scenario.Items("events"))
        {
            var label = $"event {recorded.Number("i")}";
            if (recorded.Has("wire"))
                CheckWire(recorded, label);
            if (recorded.Has("bundle"))
                CheckBundle(recorded, label);
        }
    }

    private void CheckWire(JsonElement recorded, string label)
    {
        var wire = recorded.Hex("wire");
        var decoded = ProtocolMessage.TryDecode(wire, out var message, out var fault);
        if (!recorded.Has("decoded"))
        {
            check.Equal(label + ": fault", fault, ProtocolMessageFault.Malformed);
            check.Equal(label + ": error", recorded.Text("error_kind"), "parse_error");
        }
        else if (fault == ProtocolMessageFault.InvalidHeaderKey)
        {
            // Here at decoding, there in the cryptography: refused by both.
            check.Equal(label + ": ok", recorded.Flag("ok"), false);
            check.Equal(label + ": a key is short", MessageView.HasShortKey(recorded.GetProperty("decoded")), true);
        }
        else if (check.Holds(label + ": decoded", decoded))
        {
            new MessageView(check, label).Check(message!, recorded.GetProperty("decoded"));
            Canonical.Check(label, ProtocolMessageProto.Parser, message!.Encode(), wire, check, EmptyKeys(message));
            CheckBundles(message, recorded, label);
        }
    }

    /// <summary>A message with a bundle that does not verify is refused as a whole, by whoever decides that.</summary>
    private void CheckBundles(ProtocolMessage message, JsonElement recorded, string label)
    {
        var faults = message.Bundles.Select(bundle =>
        {
            BundleVerifier.TryVerify(bundle, curve, out _, out var fault);
            return fault;
        });
        var expected = recorded.Text("error_kind") switch
        {
            "bundle_identity_mismatch" => BundleFault.IdentityMismatch,
            "recovery_failed" => BundleFault.InvalidSignature,
            _ => BundleFault.None,
        };
        check.Equal(label + ": bundle fault", faults.FirstOrDefault(fault => fault != BundleFault.None), expected);
    }

    private void CheckBundle(JsonElement recorded, string label)
    {
        var bytes = recorded.Hex("bundle");
        var read = BundleMessage.Parser.ParseFrom(bytes);
        new MessageView(check, label).CheckBundle(read, recorded.GetProperty("decoded"));
        if (check.Holds(label + ": verifies", BundleVerifier.TryVerify(read, curve, out var bundle, out _)))
            Canonical.Check(label, BundleMessage.Parser, bundle!.Encode().Span, bytes, check);
    }

    private static int EmptyKeys(ProtocolMessage message) => message.Entries.ContainsKey("") ? 1 : 0;
}
