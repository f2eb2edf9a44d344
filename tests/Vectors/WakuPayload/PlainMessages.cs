using System.Text;
using System.Text.Json;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Vectors.WakuPayload;

/// <summary>Messages of version 0 and their hashes.</summary>
internal static class PlainMessages
{
    public static void Check(JsonElement vector, VectorCheck check)
    {
        var message = new WakuMessage
        {
            Payload = Encoding.UTF8.GetBytes(vector.Text("payloadUtf8")),
            ContentTopic = vector.Text("contentTopic"),
            Version = (uint)vector.Number("version"),
            Timestamp = vector.Has("timestampNs") ? vector.Number("timestampNs") : null,
            Meta = vector.Has("metaHex") ? vector.Hex("metaHex") : default(ReadOnlyMemory<byte>?),
            Ephemeral = vector.Flag("ephemeral"),
        };
        MessageCheck.Check(message, vector.Text("wireHex"), check);

        var hash = MessageHash.Compute(vector.Text("pubsubTopic"), message).ToString();
        if (message.Timestamp is null && hash != vector.Text("messageHash"))
            check.Differs(
                "js-waku leaves an absent timestamp out of the hash; nodes hash eight zero bytes, and so do we"
            );
        else
            check.Equal("message hash", hash, vector.Text("messageHash"));
    }
}
