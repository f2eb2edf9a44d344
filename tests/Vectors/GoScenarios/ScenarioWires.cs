using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Vectors.GoScenarios.Replay;

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
        if (recorded.Text("error_kind") == "parse_error")
            check.Equal(label + ": fault", fault, ProtocolMessageFault.Malformed);
        else if (fault == ProtocolMessageFault.InvalidHeaderKey)
        {
            // Here at decoding, there in the cryptography: refused by both.
            check.Equal(label + ": ok", recorded.Flag("ok"), false);
            check.Equal(label + ": a key is short", new UndecodableMessage(wire).HasShortKey, true);
        }
        else if (check.Holds(label + ": decoded", decoded))
        {
            if (recorded.Has("decoded"))
                new MessageView(check, label).Check(message!, recorded.GetProperty("decoded"));
            if (recorded.Text("op") == "send" || IsCanonical(wire))
                Canonical.Check(label, ProtocolMessageProto.Parser, message!.Encode(), wire, check, EmptyKeys(message));
            CheckBundles(message!, recorded, label);
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
        var fault = faults.FirstOrDefault(fault => fault != BundleFault.None);
        var expected = Expected(recorded.Text("error_kind"));
        check.Equal($"{label}: bundle fault {fault}", expected.Contains(fault), true);
    }

    private static BundleFault[] Expected(string kind) =>
        kind switch
        {
            "bundle_identity_mismatch" => [BundleFault.IdentityMismatch],
            "recovery_failed" or "bad_recovery_id" or "bad_signature_length" => [BundleFault.InvalidSignature],
            "invalid_public_key" => [BundleFault.None, BundleFault.InvalidIdentity, BundleFault.InvalidPrekey],
            _ => [BundleFault.None],
        };

    private void CheckBundle(JsonElement recorded, string label)
    {
        var bytes = recorded.Hex("bundle");
        var read = BundleMessage.Parser.ParseFrom(bytes);
        if (recorded.Has("decoded"))
            new MessageView(check, label).CheckBundle(read, recorded.GetProperty("decoded"));
        var verifies = BundleVerifier.TryVerify(read, curve, out var bundle, out _);
        check.Equal(label + ": verifies", verifies, !recorded.Has("ok") || recorded.Flag("ok"));
        if (bundle is not null)
            Canonical.Check(label, BundleMessage.Parser, bundle.Encode().Span, bytes, check);
    }

    /// <summary>Whether bytes that somebody made up are as an implementation writes them.</summary>
    private static bool IsCanonical(byte[] wire)
    {
        var message = ProtocolMessageProto.Parser.ParseFrom(wire);
        return message.CalculateSize() == wire.Length
            && message.Bundles.All(bytes => BundleMessage.Parser.ParseFrom(bytes).CalculateSize() == bytes.Length);
    }

    private static int EmptyKeys(ProtocolMessage message) => message.Entries.ContainsKey("") ? 1 : 0;
}
