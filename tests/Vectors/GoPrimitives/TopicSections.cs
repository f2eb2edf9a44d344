using System.Text;
using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Vectors.GoPrimitives;

/// <summary>Status topics: names, content topics and symmetric keys.</summary>
internal sealed class TopicSections(ISecp256k1 curve)
{
    public IEnumerable<IVectorSection> All =>
        [new CaseSection("topics_of_names", OfName), new CaseSection("topics_of_keys", OfKey)];

    private static void OfName(JsonElement vector, VectorCheck check)
    {
        var name = vector.Text("name");
        check.Bytes("name_utf8", Encoding.UTF8.GetBytes(name), vector.Text("name_utf8"));
        check.Equal("content_topic", ContentTopic.FromStatusName(name).ToString(), vector.Text("content_topic"));
        check.Bytes("topic", Keccak256.Hash(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4), vector.Text("topic"));
        CheckKey("symkey", StatusTopics.Chat(name), vector, check);
    }

    private void OfKey(JsonElement vector, VectorCheck check)
    {
        using var own = KeyPair.FromPrivateKey(curve, vector.Hex("private"));
        if (vector.Has("uncompressed"))
            check.Bytes("uncompressed", own.PublicKey.Uncompressed, vector.Text("uncompressed"));
        CheckTopic("partitioned", StatusTopics.Partitioned(own.PublicKey), vector, check);
        if (vector.Has("personal"))
            CheckTopic("personal", StatusTopics.Personal(own.PublicKey), vector, check);
        if (vector.Has("contact_code"))
        {
            CheckTopic("contact_code", StatusTopics.ContactCode(own.PublicKey), vector, check);
            CheckKey("contact_code_symkey", StatusTopics.ContactCode(own.PublicKey), vector, check);
        }

        if (vector.Has("negotiated_secret"))
            CheckNegotiated(own, vector, check);
    }

    private void CheckNegotiated(KeyPair own, JsonElement vector, VectorCheck check)
    {
        using var peer = KeyPair.FromPrivateKey(curve, vector.Hex("peer_private"));
        check.Bytes("peer_public", peer.PublicKey.Compressed, vector.Text("peer_public"));
        var secret = new byte[32];
        check.Equal("agreed", curve.TryComputeSharedX(own.PrivateKey, peer.PublicKey.Uncompressed, secret), true);
        check.Bytes("negotiated_secret", secret, vector.Text("negotiated_secret"));
        var topic = StatusTopics.Negotiated(secret);
        check.Equal("negotiated_topic", topic.ContentTopic.ToString(), vector.Text("negotiated_topic"));
        CheckKey("negotiated_symkey", topic, vector, check);

        // A name that the recorded implementation uses in its own database only.
        var localId = $"0x{Convert.ToHexStringLower(own.PublicKey.Uncompressed)}-negotiated";
        check.Equal("negotiated_local_id", localId, vector.Text("negotiated_local_id"));
    }

    private static void CheckTopic(string what, StatusTopic topic, JsonElement vector, VectorCheck check)
    {
        check.Equal(what, topic.Name, vector.Text(what));
        check.Equal(what + "_topic", topic.ContentTopic.ToString(), vector.Text(what + "_topic"));
    }

    private static void CheckKey(string what, StatusTopic topic, JsonElement vector, VectorCheck check)
    {
        using var key = topic.DeriveKey();
        check.Bytes(what, key.Span, vector.Text(what));
    }
}
