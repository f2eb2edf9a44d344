using System.Text.Json;
using Google.Protobuf;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoApp;

/// <summary>What a ratchet message carries: application metadata and data sync.</summary>
public sealed class ApplicationSections(ISecp256k1 curve)
{
    private const uint PlainText = 1;

    /// <summary>The sections.</summary>
    public IEnumerable<IVectorSection> All =>
        [
            new CaseSection("app_metadata", Metadata),
            new CaseSection("mvds_detect", Detect),
            new CaseSection("mvds_message", Message),
            new CaseSection("mvds_payload", Payload),
            new CaseSection("one_to_one_group", Group),
        ];

    private void Metadata(JsonElement vector, VectorCheck check)
    {
        var wrapped = vector.Hex("wrapped");
        if (vector.Has("signer_private"))
            Wrap(vector, check);
        else
            Unsigned(vector, check);
        if (vector.Text("name") == "chat message")
            Chat(vector.Hex("payload"), check);

        using var stranger = KeyPair.FromPrivateKey(curve, Enumerable.Repeat((byte)7, 32).ToArray());
        var unwrapped = ApplicationMetadata.TryUnwrap(curve, wrapped, stranger.PublicKey, out var message, out _);
        if (!check.Holds("unwrapped", unwrapped))
            return;
        check.Equal("type", message!.Type, (uint)vector.Number("type"));
        check.Bytes("payload", message.Payload.Span, vector.Text("payload"));
        check.Bytes("message_id", message.MessageId.Span, vector.Text("message_id"));
        check.Equal("signed", message.IsSigned, vector.Text("signature").Length > 0);
        check.Equal(
            "author",
            message.Author.ToString(),
            message.IsSigned ? vector.Text("author") : stranger.PublicKey.ToString()
        );
    }

    private void Wrap(JsonElement vector, VectorCheck check)
    {
        using var signer = KeyPair.FromPrivateKey(curve, vector.Hex("signer_private"));
        check.Bytes("signer", signer.PublicKey.Uncompressed, vector.Text("signer_uncompressed"));
        var wrapped = ApplicationMetadata.Wrap(curve, signer, (uint)vector.Number("type"), vector.Hex("payload"));
        check.Bytes("wrapped", wrapped, vector.Text("wrapped"));
    }

    /// <summary>We never send these; the recorded bytes are the message without its first field.</summary>
    private static void Unsigned(JsonElement vector, VectorCheck check)
    {
        var proto = new ApplicationMetadataProto
        {
            Payload = ByteString.CopyFrom(vector.Hex("payload")),
            Type = (uint)vector.Number("type"),
        };
        check.Bytes("wrapped", proto.ToByteArray(), vector.Text("wrapped"));
    }

    /// <summary>Reads the recorded ChatMessage and builds it again.</summary>
    private void Chat(byte[] payload, VectorCheck check)
    {
        var proto = ChatMessageProto.Parser.ParseFrom(payload);
        var sent = (long)proto.Timestamp * 1_000_000;
        if (!check.Holds("chat", ChatText.TryRead(payload, sent, out var chat, out _)))
            return;
        check.Equal("content type", proto.ContentType, PlainText);
        if (!check.Holds("chat id", IdentityText.TryParse(curve, proto.ChatId, out var recipient)))
            return;
        var built = ChatText.Build(chat!.Clock, chat.TimestampMilliseconds, chat.Text, ChatId.Of(recipient!));
        check.Bytes("chat message", built, Convert.ToHexStringLower(payload));
    }

    private static void Detect(JsonElement vector, VectorCheck check) =>
        check.Equal("is_mvds", Mvds.TryRead(vector.Hex("bytes"), out _), vector.Flag("is_mvds"));

    private static void Message(JsonElement vector, VectorCheck check)
    {
        var (group, timestamp, body) = (vector.Hex("group_id"), vector.Number("timestamp"), vector.Hex("body"));
        check.Bytes("message_id", Mvds.MessageId(group, timestamp, body), vector.Text("message_id"));
        if (!check.Holds("read", Mvds.TryRead(Mvds.Build(group, timestamp, [body], []), out var payload)))
            return;
        var message = payload!.Messages.Single();
        check.Bytes("read message_id", message.MessageId.Span, vector.Text("message_id"));
        check.Bytes("body", message.Body.Span, vector.Text("body"));
        var proto = MvdsPayloadProto.Parser.ParseFrom(Mvds.Encode(payload)).Messages.Single();
        check.Bytes("serialised", proto.ToByteArray(), vector.Text("serialised"));
    }

    private static void Payload(JsonElement vector, VectorCheck check)
    {
        if (check.Holds("read", Mvds.TryRead(vector.Hex("serialised"), out var payload)))
            check.Bytes("serialised", Mvds.Encode(payload!), vector.Text("serialised"));
    }

    private void Group(JsonElement vector, VectorCheck check)
    {
        var one = PublicKey.Parse(curve, vector.Hex("key_1"));
        var other = PublicKey.Parse(curve, vector.Hex("key_2"));
        check.Bytes("group_id", Mvds.GroupId(one, other), vector.Text("group_id"));
        check.Bytes("group_id, keys swapped", Mvds.GroupId(other, one), vector.Text("group_id"));
    }
}
