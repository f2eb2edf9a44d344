using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoX3dhBundle;

/// <summary>X3DH from both sides, with its three agreements.</summary>
internal sealed class X3dhSections(ISecp256k1 curve)
{
    public IEnumerable<IVectorSection> All =>
        [new CaseSection("x3dh", Agree), new CaseSection("x3dh_performed", Agree)];

    private void Agree(JsonElement vector, VectorCheck check)
    {
        using var initiator = Pair("ik_a", vector, check);
        using var ephemeral = Pair("ek_a", vector, check);
        using var responder = Pair("ik_b", vector, check);
        using var prekey = Pair("spk_b", vector, check);
        CheckAgreement("dh1", initiator, prekey, vector, check);
        CheckAgreement("dh2", ephemeral, responder, vector, check);
        CheckAgreement("dh3", ephemeral, prekey, vector, check);

        using var ours = X3dh.Initiate(curve, initiator, ephemeral, responder.PublicKey, prekey.PublicKey);
        check.Bytes("sk of the initiator", ours.Bytes, vector.Text("sk"));
        using var theirs = X3dh.Respond(curve, responder, prekey, initiator.PublicKey, ephemeral.PublicKey);
        check.Bytes("sk of the responder", theirs.Bytes, vector.Text("sk"));
    }

    private void CheckAgreement(string name, KeyPair own, KeyPair peer, JsonElement vector, VectorCheck check)
    {
        var shared = new byte[32];
        check.Equal(
            name + " agreed",
            curve.TryComputeSharedX(own.PrivateKey, peer.PublicKey.Uncompressed, shared),
            true
        );
        check.Bytes(name, shared, vector.Text(name));
        check.Equal(
            name + " agreed",
            curve.TryComputeSharedX(peer.PrivateKey, own.PublicKey.Uncompressed, shared),
            true
        );
        check.Bytes(name + " from the other side", shared, vector.Text(name));
    }

    private KeyPair Pair(string name, JsonElement vector, VectorCheck check)
    {
        var pair = KeyPair.FromPrivateKey(curve, vector.Hex(name + "_private"));
        check.Bytes(name, pair.PublicKey.Compressed, vector.Text(name));
        return pair;
    }
}
