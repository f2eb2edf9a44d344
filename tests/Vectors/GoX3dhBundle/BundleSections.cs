using System.Text;
using System.Text.Json;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoX3dhBundle;

/// <summary>Bundles: their signed material, their bytes, and which of them are refused for what.</summary>
internal sealed class BundleSections(ISecp256k1 curve)
{
    public IEnumerable<IVectorSection> All =>
        [
            new CaseSection("bundles", SignAndVerify),
            new CaseSection("bundle_negative", Judge),
            new CaseSection("new_bundle_container", DrawPrekey),
        ];

    private void SignAndVerify(JsonElement vector, VectorCheck check)
    {
        using var identity = KeyPair.FromPrivateKey(curve, vector.Hex("identity_private"));
        check.Bytes("identity", identity.PublicKey.Compressed, vector.Text("identity"));
        // In reverse, so that the signer has something to sort.
        var entries = vector.Items("signed_pre_keys").Reverse().Select(entry => Entry(entry, check)).ToArray();
        var bundle = BundleSigner.Sign(curve, identity, entries, vector.Number("timestamp"));
        check.Bytes(
            "material",
            BundleMaterial.Write(bundle.SignedPrekeys, bundle.TimestampNanoseconds),
            vector.Text("material")
        );
        var digest = new byte[Keccak256.Length];
        BundleMaterial.Hash(bundle.SignedPrekeys, bundle.TimestampNanoseconds, digest);
        check.Bytes("digest", digest, vector.Text("digest"));
        check.Bytes("signature", bundle.Signature, vector.Text("signature"));
        CheckBytes("bundle", bundle, vector, check);
        Judge(vector, check);
    }

    private BundleEntry Entry(JsonElement vector, VectorCheck check)
    {
        var id = vector.Text("installation_id");
        check.Bytes("installation_id_utf8", Encoding.UTF8.GetBytes(id), vector.Text("installation_id_utf8"));
        using var prekey = KeyPair.FromPrivateKey(curve, vector.Hex("signed_pre_key_private"));
        check.Bytes("signed_pre_key", prekey.PublicKey.Compressed, vector.Text("signed_pre_key"));
        return new BundleEntry(
            id,
            prekey.PublicKey,
            (uint)vector.Number("version"),
            (uint)vector.Number("protocol_version")
        );
    }

    private void Judge(JsonElement vector, VectorCheck check)
    {
        var message = BundleMessage.Parser.ParseFrom(vector.Hex("bundle"));
        var accepted = BundleVerifier.TryVerify(message, curve, out var bundle, out var fault);
        check.Equal("accepted", accepted, vector.Flag("accepted"));
        check.Equal("fault", fault, ExpectedFault(vector.Text("error_kind")));
        if (bundle is not null)
            CheckBytes("verified bundle", bundle, vector, check);
        if (vector.Has("recovered"))
            CheckRecovery(message, vector.Text("recovered"), check);
    }

    private static void CheckBytes(string what, Bundle bundle, JsonElement vector, VectorCheck check)
    {
        var emptyKeys = bundle.SignedPrekeys.Count(entry => entry.InstallationId.Length == 0);
        Canonical.Check(what, BundleMessage.Parser, bundle.Encode().Span, vector.Hex("bundle"), check, emptyKeys);
    }

    /// <summary>The recorded key is the signer's, whatever identity the bundle claims.</summary>
    private void CheckRecovery(BundleMessage message, string expected, VectorCheck check)
    {
        var digest = new byte[Keccak256.Length];
        var point = new byte[PublicKey.UncompressedLength];
        BundleEntry[] entries =
        [
            .. message.SignedPreKeys.Select(entry => new BundleEntry(
                entry.Key,
                PublicKey.Parse(curve, entry.Value.SignedPreKey.Span),
                entry.Value.Version,
                entry.Value.ProtocolVersion
            )),
        ];
        Array.Sort(entries, (x, y) => InstallationIdOrder.Instance.Compare(x.InstallationId, y.InstallationId));
        BundleMaterial.Hash([.. entries], message.Timestamp, digest);
        check.Equal("recovers", curve.TryRecover(digest, message.Signature.Span, point), true);
        check.Equal("recovered", PublicKey.Parse(curve, point).ToString(), expected);
    }

    private static BundleFault ExpectedFault(string kind) =>
        kind switch
        {
            "" => BundleFault.None,
            "bundle_identity_mismatch" => BundleFault.IdentityMismatch,
            "recovery_failed" or "bad_recovery_id" or "bad_signature_length" => BundleFault.InvalidSignature,
            "invalid_public_key" => BundleFault.InvalidIdentity,
            _ => throw new FormatException($"No such error kind: {kind}."),
        };

    /// <summary>A fresh prekey; the recorded container, which never travels, is an unsigned bundle and the private key.</summary>
    private void DrawPrekey(JsonElement vector, VectorCheck check)
    {
        var draw = vector.Items("drawn").Single();
        var random = new ScriptedRandomSource().Add(RandomPurpose.SignedPrekey, draw.Hex("hex"));
        using var identity = KeyPair.FromPrivateKey(curve, vector.Hex("identity_private"));
        using var prekey = KeyPair.Generate(curve, random, RandomPurpose.SignedPrekey);
        check.Bytes("public", prekey.PublicKey.Compressed, draw.Text("public"));
        check.Bytes("private_signed_pre_key", prekey.PrivateKey, vector.Text("private_signed_pre_key"));

        var id = vector.Text("installation_id");
        var entry = new BundleEntry(id, prekey.PublicKey, Version: 0, ProtocolVersion: 1);
        var unsigned = BundleSigner.Sign(curve, identity, [entry], vector.Number("clock_ns")).ToMessage();
        unsigned.Signature = ByteString.Empty;
        check.Bytes("container", Container(unsigned, prekey.PrivateKey), vector.Text("container"));
    }

    private static byte[] Container(BundleMessage bundle, ReadOnlySpan<byte> privateKey)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteMessage(bundle);
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(privateKey));
        }

        return buffer.ToArray();
    }
}
