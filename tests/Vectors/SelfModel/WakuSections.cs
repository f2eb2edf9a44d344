using System.Text.Json;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Vectors.SelfModel;

/// <summary>What is around the ratchet: application metadata above, topics and frames below.</summary>
internal sealed class WakuSections(ISecp256k1 curve)
{
    public IEnumerable<IVectorSection> All =>
        [
            new SingleSection("app_metadata", Wrap),
            new SingleSection("topics", Topics),
            new SingleSection("payload_v1", Frame),
            new SingleSection("padding_lengths", Padding),
        ];

    private void Wrap(JsonElement vector, VectorCheck check)
    {
        using var signer = Pair(vector.Hex("signer"));
        var wrapped = ApplicationMetadata.Wrap(curve, signer, (uint)vector.Number("type"), vector.Hex("payload"));
        check.Bytes("wrapped", wrapped, vector.Text("wrapped"));
        check.Bytes("signature", wrapped.AsSpan(2, 65), vector.Text("signature"));
        var author = signer.PublicKey;
        check.Bytes("id", ApplicationMetadata.MessageId(author, wrapped), vector.Text("message_id"));
        check.Equal("unwraps", ApplicationMetadata.TryUnwrap(curve, wrapped, author, out var read, out _), true);
        check.Equal("author", read?.Author, author);
        check.Bytes("message_id", read!.MessageId.Span, vector.Text("message_id"));
    }

    private void Topics(JsonElement vector, VectorCheck check)
    {
        foreach (var (name, recorded) in vector.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (recorded.Has("uncompressed"))
                CheckTopicsOfKey(PublicKey.Parse(curve, recorded.Hex("uncompressed")), recorded, check);
            else if (recorded.Has("secret"))
                CheckTopic(name, StatusTopics.Negotiated(recorded.Hex("secret")), recorded, "topic", "symkey", check);
            else
                CheckTopic(name, StatusTopics.Chat(recorded.Text("name")), recorded, "topic", "symkey", check);
        }
    }

    private static void CheckTopicsOfKey(PublicKey key, JsonElement recorded, VectorCheck check)
    {
        var contactCode = StatusTopics.ContactCode(key);
        check.Equal("contact_code", contactCode.Name, recorded.Text("contact_code"));
        CheckTopic("contact code", contactCode, recorded, "contact_code_topic", "contact_code_symkey", check);
        check.Equal("partitioned", StatusTopics.Partitioned(key).Name, recorded.Text("partitioned"));
        check.Equal("topic", StatusTopics.Partitioned(key).ToString(), recorded.Text("partitioned_topic"));
        check.Equal("personal", StatusTopics.Personal(key).Name, recorded.Text("personal"));
        check.Equal("topic", StatusTopics.Personal(key).ToString(), recorded.Text("personal_topic"));
    }

    private static void CheckTopic(
        string what,
        StatusTopic topic,
        JsonElement recorded,
        string topicField,
        string keyField,
        VectorCheck check
    )
    {
        check.Equal(what, topic.ToString(), recorded.Text(topicField));
        using var key = topic.DeriveKey();
        check.Bytes(what + " key", key.Span, recorded.Text(keyField));
    }

    private void Frame(JsonElement vector, VectorCheck check)
    {
        using var signer = Pair(vector.Hex("signer"));
        var data = vector.Hex("data");
        byte[] padding = [.. Enumerable.Repeat(vector.Hex("padding_byte")[0], (int)vector.Number("padding_len"))];
        check.Bytes("frame", PayloadFrame.Write(curve, data, padding, signer), vector.Text("frame"));
        var symmetric = new ScriptedRandomSource()
            .Add(RandomPurpose.Padding, padding)
            .Add(RandomPurpose.SymmetricNonce, vector.Hex("sym_nonce"));
        var sealedSymmetric = PayloadV1.SealSymmetric(curve, data, signer, vector.Hex("sym_key"), symmetric);
        check.Bytes("sym_payload", sealedSymmetric, vector.Text("sym_payload"));

        using var recipient = Pair(vector.Hex("asym_recipient"));
        var asymmetric = new ScriptedRandomSource()
            .Add(RandomPurpose.Padding, padding)
            .Add(RandomPurpose.EciesEphemeral, vector.Hex("asym_ephemeral"))
            .Add(RandomPurpose.EciesIv, vector.Hex("asym_iv"));
        var sealedAsymmetric = PayloadV1.SealAsymmetric(curve, data, signer, recipient.PublicKey, asymmetric);
        check.Bytes("asym_payload", sealedAsymmetric, vector.Text("asym_payload"));
    }

    private static void Padding(JsonElement vector, VectorCheck check)
    {
        foreach (var recorded in vector.EnumerateObject())
        {
            var length = int.Parse(recorded.Name);
            check.Equal(
                $"{length} unsigned",
                PayloadFrame.PaddingLength(length, signed: false),
                recorded.Value[0].GetInt32()
            );
            check.Equal(
                $"{length} signed",
                PayloadFrame.PaddingLength(length, signed: true),
                recorded.Value[1].GetInt32()
            );
        }
    }

    private KeyPair Pair(byte[] privateKey) => KeyPair.FromPrivateKey(curve, privateKey);
}
