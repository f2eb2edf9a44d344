using System.Security.Cryptography;
using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Vectors.GoApp;

/// <summary>The Waku layer's sections: the encrypted frame, what its decoder refuses, and the message around it.</summary>
public sealed class GoAppWakuSections(ISecp256k1 curve)
{
    /// <summary>The sections.</summary>
    public IEnumerable<IVectorSection> All =>
        [
            new CaseSection("payload_v1", Encode),
            new CaseSection("payload_v1_decode", Decode),
            new CaseSection("waku_message", Message),
        ];

    private void Encode(JsonElement vector, VectorCheck check)
    {
        if (!vector.Flag("ok"))
        {
            CheckRefusal(vector, check);
            return;
        }

        using var signer = Key(vector, "signer_private");
        var data = Data(vector);
        var padding = vector.Hex("padding");
        CheckSigner(signer, vector, check);
        check.Equal("padding_length", padding.Length, vector.Number("padding_length"));
        if (!vector.Flag("padding_given"))
            CheckSealed(vector, data, padding, signer, check);
        CheckFrame(vector, data, padding, signer, check);
        CheckOpening(Open(vector, CheckEncrypted(vector, data, padding, signer, check)), vector, data, check);
    }

    /// <summary>The whole way with padding of the natural length.</summary>
    private void CheckSealed(JsonElement vector, byte[] data, byte[] padding, KeyPair? signer, VectorCheck check)
    {
        var random = Draws(vector).Add(RandomPurpose.Padding, padding);
        var payload = vector.Has("sym_key")
            ? PayloadV1.SealSymmetric(curve, data, signer, vector.Hex("sym_key"), random)
            : PayloadV1.SealAsymmetric(curve, data, signer, Recipient(vector), random);
        CheckBytes("payload", payload, vector, check);
        check.Equal("draws left", random.IsExhausted, true);
    }

    private void CheckFrame(JsonElement vector, byte[] data, byte[] padding, KeyPair? signer, VectorCheck check)
    {
        var frame = PayloadFrame.Write(curve, data, padding, signer);
        CheckBytes("frame", frame, vector, check);
        if (vector.Has("signature"))
            check.Bytes("signature", frame.AsSpan(^PayloadFrame.SignatureLength..), vector.Text("signature"));
    }

    private byte[] CheckEncrypted(JsonElement vector, byte[] data, byte[] padding, KeyPair? signer, VectorCheck check)
    {
        var frame = PayloadFrame.Write(curve, data, padding, signer);
        var payload = vector.Has("sym_key")
            ? PayloadV1.EncryptFrame(frame, vector.Hex("sym_key"), Draws(vector))
            : Ecies.Encrypt(curve, Recipient(vector), frame, Draws(vector));
        CheckBytes("payload of the frame", payload, vector, check, "payload");
        return payload;
    }

    private void CheckRefusal(JsonElement vector, VectorCheck check)
    {
        var refused = false;
        try
        {
            var random = new ScriptedRandomSource();
            PayloadV1.SealSymmetric(curve, vector.Hex("data"), signer: null, vector.Hex("sym_key"), random);
        }
        catch (ArgumentException)
        {
            refused = true;
        }

        check.Equal("refused", refused, true);
    }

    private void Decode(JsonElement vector, VectorCheck check)
    {
        var opening = Open(vector, vector.Hex("payload"));
        check.Equal("ok", opening.IsOpened, vector.Flag("ok"));
        if (opening.IsOpened)
            CheckOpening(opening, vector, vector.Hex("data"), check);
    }

    private PayloadOpening Open(JsonElement vector, byte[] payload)
    {
        if (vector.Has("sym_key"))
            return PayloadV1.OpenSymmetric(curve, vector.Hex("sym_key"), payload);
        using var recipient = Key(vector, "recipient_private");
        return PayloadV1.OpenAsymmetric(curve, recipient!, payload);
    }

    private static void CheckOpening(PayloadOpening opening, JsonElement vector, byte[] data, VectorCheck check)
    {
        check.Equal("outcome", opening.Outcome, PayloadOutcome.Opened);
        check.Bytes("data", opening.Data.Span, Convert.ToHexStringLower(data));
        check.Equal("signer", opening.Signer?.ToString() ?? "", vector.Text("signer"));
        check.Equal("padding_length", opening.PaddingLength, vector.Number("padding_length"));
    }

    private static void Message(JsonElement vector, VectorCheck check)
    {
        var message = new WakuMessage
        {
            Payload = vector.Hex("payload"),
            ContentTopic = vector.Text("content_topic"),
            Version = vector.Has("version") ? (uint)vector.Number("version") : null,
            Timestamp = vector.Has("timestamp") ? vector.Number("timestamp") : null,
            Meta = vector.Has("meta") ? vector.Hex("meta") : default(ReadOnlyMemory<byte>?),
            Ephemeral = vector.Has("ephemeral") ? vector.Flag("ephemeral") : null,
        };
        MessageCheck.Check(message, vector.Text("serialised"), check);
        check.Equal("hash", new Envelope(vector.Text("pubsub_topic"), message).Hash.ToString(), vector.Text("hash"));
    }

    private static void CheckSigner(KeyPair? signer, JsonElement vector, VectorCheck check) =>
        check.Equal("signer", signer?.PublicKey.ToString() ?? "", vector.Text("signer"));

    /// <summary>Long values are recorded by length and SHA-256.</summary>
    private static void CheckBytes(
        string what,
        byte[] actual,
        JsonElement vector,
        VectorCheck check,
        string? field = null
    )
    {
        field ??= what;
        if (vector.Has(field))
        {
            check.Bytes(what, actual, vector.Text(field));
            return;
        }

        check.Equal(what + " length", actual.Length, vector.Number(field + "_length"));
        check.Bytes(what + " hash", SHA256.HashData(actual), vector.Text(field + "_sha256"));
    }

    private static byte[] Data(JsonElement vector) =>
        vector.Has("data_pattern_length") ? Pattern.Go(vector.Number("data_pattern_length")) : vector.Hex("data");

    private static ScriptedRandomSource Draws(JsonElement vector) =>
        vector.Has("sym_key")
            ? new ScriptedRandomSource().Add(RandomPurpose.SymmetricNonce, vector.Hex("nonce"))
            : new ScriptedRandomSource()
                .Add(RandomPurpose.EciesEphemeral, vector.Hex("ephemeral_private"))
                .Add(RandomPurpose.EciesIv, vector.Hex("iv"));

    private PublicKey Recipient(JsonElement vector) => PublicKey.Parse(curve, vector.Hex("recipient"));

    private KeyPair? Key(JsonElement vector, string name) =>
        vector.Has(name) ? KeyPair.FromPrivateKey(curve, vector.Hex(name)) : null;
}
