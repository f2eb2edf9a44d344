using System.Text;
using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.SelfModel;

/// <summary>How a session begins: X3DH, bundles, the Diffie-Hellman fallback.</summary>
internal sealed class SessionSections(ISecp256k1 curve)
{
    public IEnumerable<IVectorSection> All =>
        [
            new SingleSection("x3dh", Agree),
            new SingleSection("bundle", SignBundle),
            new SingleSection("bundle_multi_no_ts", SignBundleOfThree),
            new SingleSection("dh_fallback", Fallback),
        ];

    private void Agree(JsonElement vector, VectorCheck check)
    {
        using var initiator = Pair(vector.Hex("ik_a"));
        using var ephemeral = Pair(vector.Hex("ek_a"));
        using var responder = Pair(vector.Hex("ik_b"));
        using var prekey = Pair(vector.Hex("spk_b"));
        check.Bytes("pub_ik_a", initiator.PublicKey.Compressed, vector.Text("pub_ik_a"));
        check.Bytes("pub_ek_a", ephemeral.PublicKey.Compressed, vector.Text("pub_ek_a"));
        check.Bytes("pub_ik_b", responder.PublicKey.Compressed, vector.Text("pub_ik_b"));
        check.Bytes("pub_spk_b", prekey.PublicKey.Compressed, vector.Text("pub_spk_b"));
        CheckAgreement("dh1", initiator, prekey, vector, check);
        CheckAgreement("dh2", ephemeral, responder, vector, check);
        CheckAgreement("dh3", ephemeral, prekey, vector, check);
        using var ours = X3dh.Initiate(curve, initiator, ephemeral, responder.PublicKey, prekey.PublicKey);
        using var theirs = X3dh.Respond(curve, responder, prekey, initiator.PublicKey, ephemeral.PublicKey);
        check.Bytes("sk of the initiator", ours.Bytes, vector.Text("sk"));
        check.Bytes("sk of the responder", theirs.Bytes, vector.Text("sk"));
    }

    private void CheckAgreement(string name, KeyPair own, KeyPair peer, JsonElement vector, VectorCheck check)
    {
        var shared = new byte[32];
        check.Equal(name, curve.TryComputeSharedX(own.PrivateKey, peer.PublicKey.Uncompressed, shared), true);
        check.Bytes(name, shared, vector.Text(name));
    }

    private void SignBundle(JsonElement vector, VectorCheck check)
    {
        using var identity = Pair(vector.Hex("identity_priv"));
        check.Bytes("identity", identity.PublicKey.Compressed, vector.Text("identity"));
        var prekey = PublicKey.Parse(curve, vector.Hex("signed_pre_key"));
        var entry = new BundleEntry(vector.Text("installation"), prekey, (uint)vector.Number("version"), 1);
        var bundle = BundleSigner.Sign(curve, identity, [entry], vector.Number("timestamp"));
        CheckBundle(bundle, vector, check);
        var digest = new byte[Keccak256.Length];
        BundleMaterial.Hash(bundle.SignedPrekeys, bundle.TimestampNanoseconds, digest);
        check.Bytes("digest", digest, vector.Text("digest"));
    }

    private void SignBundleOfThree(JsonElement vector, VectorCheck check)
    {
        using var identity = Pair("22222222222222222222222222222222"u8);
        var entries = ReadMaterial(vector.Hex("material"));
        entries.Reverse();
        var bundle = BundleSigner.Sign(curve, identity, entries, timestampNanoseconds: 0);
        var order = bundle.SignedPrekeys.Select(entry => entry.InstallationId);
        check.Equal("order", string.Concat(order), string.Concat(vector.Items("order").Select(id => id.GetString())));
        CheckBundle(bundle, vector, check);
    }

    /// <summary>The prekeys are recorded in the material only: id (a letter) | prekey (33) | version, no timestamp.</summary>
    private List<BundleEntry> ReadMaterial(ReadOnlySpan<byte> material)
    {
        const int idLength = 1;
        const int versionOffset = idLength + PublicKey.CompressedLength;
        var entries = new List<BundleEntry>();
        while (!material.IsEmpty)
        {
            var digits = material[versionOffset..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            var end = digits < 0 ? material.Length : versionOffset + digits;
            entries.Add(
                new BundleEntry(
                    Encoding.UTF8.GetString(material[..idLength]),
                    PublicKey.Parse(curve, material[idLength..versionOffset]),
                    uint.Parse(material[versionOffset..end]),
                    ProtocolVersion: 1
                )
            );
            material = material[end..];
        }

        return entries;
    }

    private void CheckBundle(Bundle bundle, JsonElement vector, VectorCheck check)
    {
        var material = BundleMaterial.Write(bundle.SignedPrekeys, bundle.TimestampNanoseconds);
        check.Bytes("material", material, vector.Text("material"));
        check.Bytes("signature", bundle.Signature, vector.Text("signature"));
        check.Equal("verifies", BundleVerifier.TryVerify(bundle.ToMessage(), curve, out _, out _), true);
    }

    private void Fallback(JsonElement vector, VectorCheck check)
    {
        using var recipient = Pair(vector.Hex("recipient_priv"));
        var random = new ScriptedRandomSource()
            .Add(RandomPurpose.DiffieHellmanEphemeral, vector.Hex("ephemeral"))
            .Add(RandomPurpose.DiffieHellmanNonce, vector.Hex("nonce"));
        var plaintext = Encoding.UTF8.GetBytes(vector.Text("plaintext"));
        var (key, payload) = DiffieHellmanFallback.Seal(curve, recipient.PublicKey, plaintext, random);
        check.Equal("header_key", key.ToString(), vector.Text("header_key"));
        check.Bytes("payload", payload, vector.Text("payload"));
        check.Equal("opened", DiffieHellmanFallback.TryOpen(curve, recipient, key, payload, out var opened), true);
        check.Bytes("plaintext", opened, Convert.ToHexStringLower(plaintext));
        var shared = new byte[32];
        check.Equal("agreed", new Secp256k1RatchetSuite(curve).TryAgree(recipient.PrivateKey, key, shared), true);
        check.Bytes("key", shared, vector.Text("key"));
    }

    private KeyPair Pair(ReadOnlySpan<byte> privateKey) => KeyPair.FromPrivateKey(curve, privateKey);
}
