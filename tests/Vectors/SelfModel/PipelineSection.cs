using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.SelfModel;

/// <summary>All layers at once: opens the recorded Waku payload down to its plaintext, and builds it up again.</summary>
internal sealed class PipelineSection(ISecp256k1 curve)
{
    private const string Device = "2";
    private static readonly byte[] InitiatorIdentity = "00000000000000000000000000000000"u8.ToArray();
    private static readonly byte[] InitiatorEphemeral = "11111111111111111111111111111111"u8.ToArray();
    private static readonly byte[] ResponderIdentity = "22222222222222222222222222222222"u8.ToArray();
    private static readonly byte[] ResponderPrekey = "33333333333333333333333333333333"u8.ToArray();

    private readonly DoubleRatchet ratchet = new(new Secp256k1RatchetSuite(curve));

    public IEnumerable<IVectorSection> All => [new SingleSection("pipeline", Run)];

    private void Run(JsonElement vector, VectorCheck check)
    {
        using var recipient = Pair(ResponderIdentity);
        var opening = PayloadV1.OpenAsymmetric(curve, recipient, vector.Hex("waku_payload"));
        if (!check.Holds("opened", opening.IsOpened))
            return;
        check.Bytes("protocol_message", opening.Data.Span, vector.Text("protocol_message"));
        Receive(opening, recipient, vector, check);
        Send(recipient, vector, check);

        var topic = StatusTopics.Partitioned(recipient.PublicKey).ToString();
        check.Equal("content_topic", topic, vector.Text("content_topic"));
        var message = WakuMessage.ForStatus(vector.Hex("waku_payload"), topic, vector.Number("timestamp_ns"));
        var envelope = new Envelope(vector.Text("pubsub_topic"), message);
        check.Equal("pubsub_topic", StatusTopics.DefaultPubsubTopic, vector.Text("pubsub_topic"));
        check.Equal("waku_message_hash", envelope.Hash.ToString(), vector.Text("waku_message_hash"));
    }

    private void Receive(PayloadOpening opening, KeyPair recipient, JsonElement vector, VectorCheck check)
    {
        if (!check.Holds("decoded", ProtocolMessage.TryDecode(opening.Data.Span, out var message, out _)))
            return;
        var verified = BundleVerifier.TryVerify(message!.Bundles.Single(), curve, out var bundle, out _);
        check.Equal("bundle verifies", verified, true);
        check.Equal("sender", bundle?.Identity, opening.Signer);

        var entry = message.Entries[Device];
        using var prekey = Pair(ResponderPrekey);
        check.Equal("prekey", entry.X3dh?.SignedPrekey, EncodedKey.Of(prekey.PublicKey));
        check.Equal("ephemeral", entry.X3dh!.Key.TryDecode(curve, out var ephemeral), true);
        using var sharedKey = X3dh.Respond(curve, recipient, prekey, opening.Signer!, ephemeral!);
        var random = new ScriptedRandomSource().Add(RandomPurpose.RatchetKey, [.. Enumerable.Repeat((byte)0x55, 32)]);
        var state = ratchet.Respond(sharedKey, prekey);
        var read = ratchet.Decrypt(state, MessageKeyStore.Empty, entry.Ratchet!.Header, entry.Payload.Span, random);
        check.Bytes("plaintext", read.Plaintext.Span, vector.Text("plaintext"));
    }

    private void Send(KeyPair recipient, JsonElement vector, VectorCheck check)
    {
        using var identity = Pair(InitiatorIdentity);
        using var ephemeral = Pair(InitiatorEphemeral);
        using var ownPrekey = Pair(vector.Hex("alice_spk"));
        using var prekey = Pair(ResponderPrekey);
        var own = new BundleEntry("1", ownPrekey.PublicKey, Version: 1, ProtocolVersion: 1);
        var bundle = BundleSigner.Sign(curve, identity, [own], vector.Number("timestamp_ns"));
        check.Bytes("alice_bundle", bundle.Encode().Span, vector.Text("alice_bundle"));

        using var sharedKey = X3dh.Initiate(curve, identity, ephemeral, recipient.PublicKey, prekey.PublicKey);
        var random = new ScriptedRandomSource().Add(RandomPurpose.RatchetKey, [.. Enumerable.Repeat((byte)0x44, 32)]);
        var signedPrekey = EncodedKey.Of(prekey.PublicKey);
        var sent = ratchet.Encrypt(ratchet.Initiate(sharedKey, signedPrekey, random), vector.Hex("plaintext"));
        var entry = new EncryptedEntry(
            new X3dhHeader(EncodedKey.Of(ephemeral.PublicKey), signedPrekey),
            new RatchetMessageHeader(sent.Header, signedPrekey),
            DiffieHellman: null,
            HashRatchet: null,
            sent.Payload
        );
        var message = ProtocolMessage.ForEntries("1", bundle, [new(Device, entry)]).Encode();
        check.Bytes("protocol_message", message, vector.Text("protocol_message"));
        var encoded = ProtocolMessageProto.Parser.ParseFrom(message).EncryptedMessage[Device];
        Canonical.Check(
            "encrypted_message_protocol",
            EncryptedMessage.Parser,
            Google.Protobuf.MessageExtensions.ToByteArray(encoded),
            vector.Hex("encrypted_message_protocol"),
            check
        );
    }

    private KeyPair Pair(byte[] privateKey) => KeyPair.FromPrivateKey(curve, privateKey);
}
