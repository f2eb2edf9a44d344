using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Vectors.GoPrimitives;

/// <summary>
/// The pieces of the Double Ratchet put together from the primitives, without the ratchet itself: whole conversations are
/// checked elsewhere.
/// </summary>
internal sealed class RatchetSections(ISecp256k1 curve)
{
    private const int KeyLength = 32;
    private const int IvLength = 16;
    private const int Overhead = IvLength + HmacSha256.Length;
    private static readonly byte[] MessageInfo = "pcwSByyx2CRdryCffXJwy7xgVZWtW5Sh"u8.ToArray();

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
        var output = new byte[3 * KeyLength];
        var info = Encoding.ASCII.GetBytes(vector.Text("info"));
        HkdfSha256.DeriveKey(vector.Hex("dh"), vector.Hex("root_key"), info, output);
        check.Bytes("new_root_key", output.AsSpan(0, KeyLength), vector.Text("new_root_key"));
        check.Bytes("chain_key", output.AsSpan(KeyLength, KeyLength), vector.Text("chain_key"));
        check.Bytes("header_key", output.AsSpan(2 * KeyLength), vector.Text("header_key"));
    }

    private static void StepChain(JsonElement vector, VectorCheck check)
    {
        var output = new byte[HmacSha256.Length];
        HmacSha256.Hash(vector.Hex("chain_key"), [0x0f], output);
        check.Bytes("new_chain_key", output, vector.Text("new_chain_key"));
        HmacSha256.Hash(vector.Hex("chain_key"), [0x10], output);
        check.Bytes("message_key", output, vector.Text("message_key"));
    }

    private static void Encrypt(JsonElement vector, VectorCheck check)
    {
        var ad = new byte[8 + PublicKey.CompressedLength];
        BinaryPrimitives.WriteUInt32LittleEndian(ad, (uint)vector.Number("n"));
        BinaryPrimitives.WriteUInt32LittleEndian(ad.AsSpan(4), (uint)vector.Number("pn"));
        vector.Hex("ratchet_key").CopyTo(ad.AsSpan(8));
        check.Bytes("ad", ad, vector.Text("ad"));

        var (encryptionKey, authenticationKey, iv) = DeriveMessageKeys(vector.Hex("message_key"));
        check.Bytes("iv", iv, vector.Text("iv"));
        var ciphertext = vector.Hex("plaintext");
        AesCtr.Transform(encryptionKey, iv, ciphertext, ciphertext);
        byte[] covered = [.. iv, .. ciphertext];
        var tag = new byte[HmacSha256.Length];
        HmacSha256.Hash(authenticationKey, ad, covered, tag);
        check.Bytes("payload", [.. covered, .. tag], vector.Text("payload"));
    }

    private static void Refuse(JsonElement vector, VectorCheck check)
    {
        var payload = vector.Hex("payload");
        var (encryptionKey, authenticationKey, _) = DeriveMessageKeys(vector.Hex("message_key"));
        var authentic =
            payload.Length >= Overhead
            && HmacSha256.Verify(
                authenticationKey,
                vector.Hex("ad"),
                payload.AsSpan(..^HmacSha256.Length),
                payload.AsSpan(^HmacSha256.Length..)
            );
        check.Equal("ok", authentic, vector.Flag("ok"));
        if (!authentic)
            return;
        var plaintext = payload[IvLength..^HmacSha256.Length];
        AesCtr.Transform(encryptionKey, payload.AsSpan(0, IvLength), plaintext, plaintext);
        check.Bytes("plaintext", plaintext, vector.Text("plaintext"));
    }

    private void Fallback(JsonElement vector, VectorCheck check)
    {
        using var ephemeral = KeyPair.FromPrivateKey(curve, vector.Hex("ephemeral_private"));
        using var recipient = KeyPair.FromPrivateKey(curve, vector.Hex("recipient_private"));
        check.Bytes("header_key", ephemeral.PublicKey.Compressed, vector.Text("header_key"));
        check.Bytes("recipient_public", recipient.PublicKey.Compressed, vector.Text("recipient_public"));
        var key = new byte[KeyLength];
        var agreed = curve.TryComputeSharedX(recipient.PrivateKey, ephemeral.PublicKey.Uncompressed, key);
        check.Equal("agreed", agreed, true);
        check.Bytes("shared_key", key, vector.Text("shared_key"));

        var plaintext = vector.Hex("plaintext");
        var payload = new byte[plaintext.Length + AesGcmSuffix.Overhead];
        AesGcmSuffix.Seal(key, vector.Hex("nonce"), plaintext, payload);
        check.Bytes("payload", payload, vector.Text("payload"));
    }

    private static (byte[] Encryption, byte[] Authentication, byte[] Iv) DeriveMessageKeys(byte[] messageKey)
    {
        var output = new byte[2 * KeyLength + IvLength];
        HkdfSha256.DeriveKey(messageKey, new byte[KeyLength], MessageInfo, output);
        return (output[..KeyLength], output[KeyLength..^IvLength], output[^IvLength..]);
    }
}
