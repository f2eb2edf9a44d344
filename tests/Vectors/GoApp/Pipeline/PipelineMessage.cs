using System.Text.Json;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoApp.Pipeline;

/// <summary>One complete message: made by its sender layer by layer, then read by each of its recipients.</summary>
internal sealed class PipelineMessage(
    ISecp256k1 curve,
    Dictionary<string, Participant> participants,
    JsonElement vector,
    VectorCheck check
)
{
    private readonly Participant sender = participants[vector.Text("from")];
    private readonly StatusTopic topic = new(vector.Text("topic_string"));

    public void Run()
    {
        CheckApplication();
        CheckMessage();
        CheckWaku();
        foreach (var received in vector.Items("received"))
            Receive(received, participants[received.Text("by")]);
    }

    private void CheckApplication()
    {
        var wrapped = ApplicationMetadata.Wrap(
            curve,
            sender.Identity,
            (uint)vector.Number("app_type"),
            vector.Hex("app_payload")
        );
        check.Bytes("app_metadata", wrapped, vector.Text("app_metadata"));
        var id = ApplicationMetadata.MessageId(sender.Identity.PublicKey, wrapped);
        check.Bytes("app_message_id", id, vector.Text("app_message_id"));
        if (!vector.Has("mvds_payload"))
            return;
        var group = vector.Hex("mvds_group_id");
        var timestamp = vector.Number("mvds_timestamp");
        check.Bytes("mvds_payload", Mvds.Build(group, timestamp, [wrapped], []), vector.Text("mvds_payload"));
        check.Bytes("mvds_message_id", Mvds.MessageId(group, timestamp, wrapped), vector.Text("mvds_message_id"));
    }

    private void CheckMessage()
    {
        var bytes = vector.Hex("protocol_message");
        if (!check.Holds("decoded", ProtocolMessage.TryDecode(bytes, out var recorded, out _)))
            return;
        check.Equal("installation", recorded!.InstallationId, vector.Text("sender_installation"));
        Participant[] recipients = [.. vector.Items("received").Select(received => participants[received.Text("by")])];
        var rebuild = new MessageRebuild(curve, sender, vector, recipients);
        var built = rebuild.Build(recorded);
        Canonical.Check("protocol_message", ProtocolMessageProto.Parser, built, bytes, check);
        check.Equal("draws used", rebuild.UsedAllDraws, true);
    }

    private void CheckWaku()
    {
        var recorded = vector.GetProperty("waku_payload_v1");
        var payload = SealFrame(recorded);
        check.Bytes("payload", payload, recorded.Text("payload"));
        check.Equal("content_topic", topic.ContentTopic.ToString(), vector.Text("content_topic"));
        var message = WakuMessage.ForStatus(
            payload,
            vector.Text("content_topic"),
            vector.Number("now_ns"),
            vector.Flag("ephemeral")
        );
        MessageCheck.Check(message, vector.Text("waku_message"), check);
        var envelope = new Envelope(vector.Text("pubsub_topic"), message);
        check.Equal("waku_message_hash", envelope.Hash.ToString(), vector.Text("waku_message_hash"));
    }

    private byte[] SealFrame(JsonElement recorded)
    {
        var data = vector.Hex("protocol_message");
        var random = new ScriptedRandomSource().Add(RandomPurpose.Padding, recorded.Hex("padding"));
        if (recorded.Text("kind") == "symmetric")
        {
            random.Add(RandomPurpose.SymmetricNonce, recorded.Hex("nonce"));
            return PayloadV1.SealSymmetric(curve, data, sender.Identity, topic.DeriveKey().Span, random);
        }

        random.Add(RandomPurpose.EciesEphemeral, recorded.Hex("ephemeral_private"));
        random.Add(RandomPurpose.EciesIv, recorded.Hex("iv"));
        var recipient = PublicKey.Parse(curve, recorded.Hex("recipient"));
        return PayloadV1.SealAsymmetric(curve, data, sender.Identity, recipient, random);
    }

    private void Receive(JsonElement received, Participant reader)
    {
        var payload = vector.GetProperty("waku_payload_v1").Hex("payload");
        var opening =
            vector.GetProperty("waku_payload_v1").Text("kind") == "symmetric"
                ? PayloadV1.OpenSymmetric(curve, topic.DeriveKey().Span, payload)
                : PayloadV1.OpenAsymmetric(curve, reader.Identity, payload);
        check.Equal("signer", opening.Signer?.ToString(), vector.Text("sender"));
        if (!check.Holds("decoded", ProtocolMessage.TryDecode(opening.Data.Span, out var message, out _)))
            return;

        List<string> newDevices = [];
        var plaintext = new MessageReading(curve, reader, opening.Signer!, check).Read(message!, received, newDevices);
        check.Bytes("plaintext", plaintext.Span, received.Text("plaintext"));
        string[] expected = [.. received.Items("new_installations").Select(id => id.GetString()!)];
        check.Equal("new devices", string.Join(',', newDevices), string.Join(',', expected));
        CheckSecrets(received, reader, opening.Signer!);
        CheckContent(received, plaintext, opening.Signer!);
    }

    private void CheckSecrets(JsonElement received, Participant reader, PublicKey signer)
    {
        var shared = new byte[32];
        check.Equal("agreed", curve.TryComputeSharedX(reader.Identity.PrivateKey, signer.Uncompressed, shared), true);
        foreach (var secret in received.Items("shared_secrets"))
            check.Bytes("shared_secret", shared, secret.GetString()!);
    }

    private void CheckContent(JsonElement received, ReadOnlyMemory<byte> plaintext, PublicKey signer)
    {
        check.Equal("mvds", Mvds.TryRead(plaintext.Span, out var packet), received.Flag("mvds"));
        var wrapped = packet?.Messages.Single().Body ?? plaintext;
        var unwrapped = ApplicationMetadata.TryUnwrap(curve, wrapped.Span, signer, out var message, out _);
        if (!check.Holds("unwrapped", unwrapped))
            return;
        check.Bytes("app_message_id", message!.MessageId.Span, received.Text("app_message_id"));
        check.Bytes("app_payload", message.Payload.Span, received.Text("app_payload"));
        check.Equal("app_type", message.Type, (uint)received.Number("app_type"));
        check.Equal("author", message.Author.ToString(), received.Text("author"));
    }
}
