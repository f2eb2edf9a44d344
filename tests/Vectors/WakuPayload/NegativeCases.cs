using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Vectors.WakuPayload;

/// <summary>Damaged payloads, and the good ones that they were made from.</summary>
internal sealed class NegativeCases(ISecp256k1 curve)
{
    public void Check(JsonElement vector, VectorCheck check)
    {
        var message = new WakuMessage
        {
            Payload = Convert.FromBase64String(vector.Text("ciphertextBase64")),
            ContentTopic = "/vectors/1/negative/proto",
            Version = (uint)vector.Number("version"),
        };
        var expected = vector.Text("result") == "decoded";
        var opened = message.HasPayloadV1 && Open(vector, message.Payload.Span).IsOpened;
        check.Equal($"{vector.Text("label")}: decoded", opened, expected);
    }

    private PayloadOpening Open(JsonElement vector, ReadOnlySpan<byte> payload)
    {
        if (!vector.Text("label").StartsWith("ecies", StringComparison.Ordinal))
            return PayloadV1.OpenSymmetric(curve, vector.Hex("keyHex"), payload);
        using var recipient = KeyPair.FromPrivateKey(curve, vector.Hex("keyHex"));
        return PayloadV1.OpenAsymmetric(curve, recipient, payload);
    }
}
