using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoPrimitives;

/// <summary>The pieces of the Double Ratchet one by one: whole conversations are checked elsewhere.</summary>
internal sealed class RatchetSections(ISecp256k1 curve)
{
    private const int KeyLength = RatchetState.KeyLength;

    public IEnumerable<IVectorSection> All =>
        [
            new CaseSection("kdf_rk", StepRoot),
            new CaseSection("kdf_ck", StepChain),
            new CaseSection("dr_message", Encrypt),
            new CaseSection("dr_message_invalid", Refuse),
            new CaseSection("dh_fallback", Fallback),
        ];

    private static void StepRoot(JsonElement vector, VectorCheck check)
    {
        var rootKey = vector.Hex("root_key");
        var chainKey = new byte[KeyLength];
        RatchetKdf.StepRoot(rootKey, vector.Hex("dh"), chainKey);
        check.Bytes("new_root_key", rootKey, vector.Text("new_root_key"));
        check.Bytes("chain_key", chainKey, vector.Text("chain_key"));

        // The recorded derivation goes on for a header key, which nobody uses.
        var output = new byte[3 * KeyLength];
        var info = Encoding.ASCII.GetBytes(vector.Text("info"));
        HkdfSha256.DeriveKey(vector.Hex("dh"), vector.Hex("root_key"), info, output);
        check.Bytes("header_key", output.AsSpan(2 * KeyLength), vector.Text("header_key"));
        check.Bytes("the same chain_key", output.AsSpan(KeyLength, KeyLength), vector.Text("chain_key"));
    }

    private static void StepChain(JsonElement vector, VectorCheck check)
    {
        var chainKey = vector.Hex("chain_key");
        var messageKey = new byte[KeyLength];
        RatchetKdf.DeriveMessageKey(chainKey, messageKey);
        RatchetKdf.StepChain(chainKey, 1);
        check.Bytes("new_chain_key", chainKey, vector.Text("new_chain_key"));
        check.Bytes("message_key", messageKey, vector.Text("message_key"));
    }

    private static void Encrypt(JsonElement vector, VectorCheck check)
    {
        var key = EncodedKey.Parse(vector.Hex("ratchet_key"));
        var header = new RatchetHeader(key, (uint)vector.Number("n"), (uint)vector.Number("pn"));
        Span<byte> buffer = stackalloc byte[RatchetHeader.MaxAssociatedDataLength];
        check.Bytes("ad", header.WriteAssociatedData(buffer), vector.Text("ad"));
        var payload = RatchetCipher.Seal(vector.Hex("message_key"), header, vector.Hex("plaintext"));
        check.Bytes("payload", payload, vector.Text("payload"));
        check.Bytes("iv", payload.AsSpan(0, AesCtr.CounterLength), vector.Text("iv"));
        check.Equal("opened", RatchetCipher.TryOpen(vector.Hex("message_key"), header, payload, out var opened), true);
        check.Bytes("plaintext", opened, vector.Text("plaintext"));
    }

    private static void Refuse(JsonElement vector, VectorCheck check)
    {
        var ad = vector.Hex("ad").AsSpan();
        var header = new RatchetHeader(
            EncodedKey.Parse(ad[8..]),
            BinaryPrimitives.ReadUInt32LittleEndian(ad),
            BinaryPrimitives.ReadUInt32LittleEndian(ad[4..])
        );
        var payload = vector.Hex("payload");
        byte[]? plaintext = null;
        var opened =
            payload.Length >= RatchetCipher.Overhead
            && RatchetCipher.TryOpen(vector.Hex("message_key"), header, payload, out plaintext);
        check.Equal("ok", opened, vector.Flag("ok"));
        check.Bytes("plaintext", plaintext, vector.Text("plaintext"));
    }

    private void Fallback(JsonElement vector, VectorCheck check)
    {
        using var recipient = KeyPair.FromPrivateKey(curve, vector.Hex("recipient_private"));
        check.Bytes("recipient_public", recipient.PublicKey.Compressed, vector.Text("recipient_public"));
        var random = new ScriptedRandomSource()
            .Add(RandomPurpose.DiffieHellmanEphemeral, vector.Hex("ephemeral_private"))
            .Add(RandomPurpose.DiffieHellmanNonce, vector.Hex("nonce"));
        var plaintext = vector.Hex("plaintext");
        var (key, payload) = DiffieHellmanFallback.Seal(curve, recipient.PublicKey, plaintext, random);
        check.Equal("header_key", key.ToString(), vector.Text("header_key"));
        check.Bytes("payload", payload, vector.Text("payload"));
        check.Equal("opened", DiffieHellmanFallback.TryOpen(curve, recipient, key, payload, out var opened), true);
        check.Bytes("plaintext", opened, vector.Text("plaintext"));

        var shared = new byte[RatchetSuite.SecretLength];
        check.Equal("agreed", new Secp256k1RatchetSuite(curve).TryAgree(recipient.PrivateKey, key, shared), true);
        check.Bytes("shared_key", shared, vector.Text("shared_key"));
    }
}
