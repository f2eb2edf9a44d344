using System.Security.Cryptography;
using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Vectors.WakuPayload;

/// <summary>Whole payloads with every random draw recorded: frame, ciphertext, message and hash must be equal.</summary>
internal sealed class PayloadCases(ISecp256k1 curve)
{
    public void Check(JsonElement vector, VectorCheck check)
    {
        var data = Pattern.Js(vector.Number("plaintextLength"));
        check.Bytes("plaintext", SHA256.HashData(data), vector.Text("plaintextSha256"));
        if (vector.Has("plaintextHex"))
            check.Bytes("plaintext", data, vector.Text("plaintextHex"));

        using var signer = Key(vector, "sigPrivKeyHex");
        check.Equal("signed", signer is not null, vector.Flag("signed"));
        CheckFrame(vector, data, signer, check);
        var payload = Seal(vector, data, signer, check);
        check.Equal("ciphertext length", payload.Length, vector.Number("ciphertextLength"));
        check.Bytes("ciphertext", SHA256.HashData(payload), vector.Text("ciphertextSha256"));
        check.Equal("ciphertext", Convert.ToBase64String(payload), vector.Text("ciphertextBase64"));
        CheckOpening(vector, data, check);
        CheckMessage(vector, payload, check);
    }

    private void CheckFrame(JsonElement vector, byte[] data, KeyPair? signer, VectorCheck check)
    {
        var envelope = vector.GetProperty("envelope");
        var padding = vector.GetProperty("random").Hex("paddingHex");
        check.Equal(
            "padding length",
            PayloadFrame.PaddingLength(data.Length, signer is not null),
            envelope.Number("paddingLength")
        );
        var frame = PayloadFrame.Write(curve, data, padding, signer);
        check.Equal("flags", frame[0], envelope.Number("flags"));
        check.Equal("size of length", frame[0] & 3, envelope.Number("sizeFieldBytes"));
        check.Equal("frame length", frame.Length, envelope.Number("length"));
        check.Bytes("frame", SHA256.HashData(frame), envelope.Text("sha256"));
        if (envelope.Has("hex"))
            check.Bytes("frame", frame, envelope.Text("hex"));
        if (vector.Has("signatureHex"))
            check.Bytes("signature", frame.AsSpan(^PayloadFrame.SignatureLength..), vector.Text("signatureHex"));
    }

    private byte[] Seal(JsonElement vector, byte[] data, KeyPair? signer, VectorCheck check)
    {
        var recorded = vector.GetProperty("random");
        var draws = new ScriptedRandomSource().Add(RandomPurpose.Padding, recorded.Hex("paddingHex"));
        byte[] payload;
        if (vector.Has("symKeyHex"))
        {
            draws.Add(RandomPurpose.SymmetricNonce, recorded.Hex("ivHex"));
            payload = PayloadV1.SealSymmetric(curve, data, signer, vector.Hex("symKeyHex"), draws);
        }
        else
        {
            draws.Add(RandomPurpose.EciesEphemeral, recorded.Hex("ephemeralPrivKeyHex"));
            draws.Add(RandomPurpose.EciesIv, recorded.Hex("ivHex"));
            var recipient = PublicKey.Parse(curve, vector.Hex("recipientPubKeyHex"));
            payload = PayloadV1.SealAsymmetric(curve, data, signer, recipient, draws);
        }

        check.Equal("all draws used", draws.IsExhausted, true);
        return payload;
    }

    private void CheckOpening(JsonElement vector, byte[] data, VectorCheck check)
    {
        var payload = Convert.FromBase64String(vector.Text("ciphertextBase64"));
        using var recipient = Key(vector, "recipientPrivKeyHex");
        var opening = recipient is null
            ? PayloadV1.OpenSymmetric(curve, vector.Hex("symKeyHex"), payload)
            : PayloadV1.OpenAsymmetric(curve, recipient, payload);
        check.Equal("outcome", opening.Outcome, PayloadOutcome.Opened);
        check.Bytes("data", opening.Data.Span, Convert.ToHexStringLower(data));
        var signer = opening.Signer is { } key ? Convert.ToHexStringLower(key.Uncompressed) : "";
        check.Equal("signer", signer, vector.Text("sigPubKeyHex"));
        check.Equal("padding length", opening.PaddingLength, vector.GetProperty("envelope").Number("paddingLength"));
    }

    private static void CheckMessage(JsonElement vector, byte[] payload, VectorCheck check)
    {
        var message = new WakuMessage
        {
            Payload = payload,
            ContentTopic = vector.Text("contentTopic"),
            Version = (uint)vector.Number("version"),
            Timestamp = vector.Number("timestampNs"),
            Ephemeral = false,
        };
        var wire = message.Encode();
        check.Equal("wire length", wire.Length, vector.Number("wireLength"));
        check.Bytes("wire", SHA256.HashData(wire), vector.Text("wireSha256"));
        if (vector.Has("wireHex"))
            MessageCheck.Check(message, vector.Text("wireHex"), check);
        var hash = MessageHash.Compute(vector.Text("pubsubTopic"), message);
        check.Equal("message hash", hash.ToString(), vector.Text("messageHash"));
    }

    private KeyPair? Key(JsonElement vector, string name) =>
        vector.Has(name) ? KeyPair.FromPrivateKey(curve, vector.Hex(name)) : null;
}
