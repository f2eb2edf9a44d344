using System.Text.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoPrimitives;

/// <summary>secp256k1: agreement, keys, signatures and recovery, good input and bad.</summary>
internal sealed class CurveSections(ISecp256k1 curve)
{
    public IEnumerable<IVectorSection> All =>
        [
            new CaseSection("ecdh", Agree),
            new CaseSection("public_keys", Derive),
            new CaseSection("private_key_invalid", RefusePrivateKey),
            new CaseSection("decompress", Decompress),
            new CaseSection("sign", Sign),
            new CaseSection("recover", Recover),
            new SingleSection("recover_key", DeriveRecovered),
        ];

    private void Agree(JsonElement vector, VectorCheck check)
    {
        using var a = KeyPair.FromPrivateKey(curve, vector.Hex("private_a"));
        using var b = KeyPair.FromPrivateKey(curve, vector.Hex("private_b"));
        check.Bytes("public_a", a.PublicKey.Compressed, vector.Text("public_a"));
        check.Bytes("public_b", b.PublicKey.Compressed, vector.Text("public_b"));
        AgreeOneWay(a, b.PublicKey, vector, check);
        AgreeOneWay(b, a.PublicKey, vector, check);
    }

    private void AgreeOneWay(KeyPair own, PublicKey peer, JsonElement vector, VectorCheck check)
    {
        var shared = new byte[32];
        check.Equal("agreed", curve.TryComputeSharedX(own.PrivateKey, peer.Uncompressed, shared), true);
        check.Bytes("shared_x", shared, vector.Text("shared_x"));
    }

    private void Derive(JsonElement vector, VectorCheck check)
    {
        using var pair = KeyPair.FromPrivateKey(curve, vector.Hex("private"));
        check.Bytes("uncompressed", pair.PublicKey.Uncompressed, vector.Text("uncompressed"));
        check.Bytes("compressed", pair.PublicKey.Compressed, vector.Text("compressed"));
        if (!vector.Has("address"))
            return;
        var address = Keccak256.Hash(pair.PublicKey.Uncompressed[1..]).AsSpan(12);
        check.Bytes("address", address, vector.Text("address"));
    }

    private void DeriveRecovered(JsonElement vector, VectorCheck check)
    {
        using var pair = KeyPair.FromPrivateKey(curve, vector.Hex("private"));
        check.Bytes("public", pair.PublicKey.Compressed, vector.Text("public"));
    }

    private void RefusePrivateKey(JsonElement vector, VectorCheck check)
    {
        var key = vector.Hex("private");
        check.Equal("valid", curve.IsValidPrivateKey(key), vector.Flag("ok"));
        var refused = false;
        try
        {
            KeyPair.FromPrivateKey(curve, key).Dispose();
        }
        catch (ArgumentException)
        {
            refused = true;
        }

        check.Equal("refused", refused, !vector.Flag("ok"));
    }

    private void Decompress(JsonElement vector, VectorCheck check)
    {
        // The recorded function takes compressed keys only; ours also takes the uncompressed form, which travels elsewhere.
        var input = vector.Hex("input");
        var ok = PublicKey.TryParse(curve, input, out var key);
        if (input.Length == PublicKey.UncompressedLength && ok && !vector.Flag("ok"))
        {
            check.Bytes("uncompressed", key!.Uncompressed, vector.Text("input"));
            check.Differs("the recorded parser takes compressed keys only; ours takes both SEC1 forms");
            return;
        }

        check.Equal("ok", ok, vector.Flag("ok"));
        if (ok)
            check.Bytes("uncompressed", key!.Uncompressed, vector.Text("uncompressed"));
    }

    private void Sign(JsonElement vector, VectorCheck check)
    {
        using var pair = KeyPair.FromPrivateKey(curve, vector.Hex("private"));
        check.Bytes("public", pair.PublicKey.Compressed, vector.Text("public"));
        if (vector.Has("message"))
            check.Bytes("hash", Keccak256.Hash(vector.Hex("message")), vector.Text("hash"));
        var signature = new byte[65];
        curve.SignRecoverable(pair.PrivateKey, vector.Hex("hash"), signature);
        check.Bytes("signature", signature, vector.Text("signature"));
        if (vector.Has("v"))
            check.Equal("v", signature[64], vector.Number("v"));
        CheckRecovery(vector.Hex("hash"), signature, vector.Text("public"), check);
    }

    private void Recover(JsonElement vector, VectorCheck check)
    {
        if (vector.Flag("ok"))
        {
            CheckRecovery(vector.Hex("hash"), vector.Hex("signature"), vector.Text("recovered"), check);
            return;
        }

        var recovered = curve.TryRecover(vector.Hex("hash"), vector.Hex("signature"), new byte[65]);
        check.Equal("ok", recovered, false);
    }

    private void CheckRecovery(byte[] hash, byte[] signature, string expected, VectorCheck check)
    {
        var point = new byte[PublicKey.UncompressedLength];
        check.Equal("recovered", curve.TryRecover(hash, signature, point), true);
        var compressed = PublicKey.TryParse(curve, point, out var key) ? key.ToString() : "no point";
        check.Equal("recovered key", compressed, expected);
    }
}
