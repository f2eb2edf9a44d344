using System.Text;
using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.SelfModel;

/// <summary>
/// Five messages of a Double Ratchet session: two of the initiator, a reply, a third of the initiator, and one that the
/// responder of a fresh session sends before it has received anything.
/// </summary>
internal sealed class RatchetSection(ISecp256k1 curve)
{
    private readonly DoubleRatchet ratchet = new(new Secp256k1RatchetSuite(curve));

    public IEnumerable<IVectorSection> All => [new SingleSection("dr", Converse)];

    private void Converse(JsonElement vector, VectorCheck check)
    {
        JsonElement[] messages = [.. vector.Items("messages")];
        using var sharedKey = SharedKey.From(vector.Hex("sk"));
        using var prekey = KeyPair.FromPrivateKey(curve, "33333333333333333333333333333333"u8);
        var alice = ratchet.Initiate(sharedKey, EncodedKey.Of(prekey.PublicKey), Draw(vector, "alice_ratchet_1"));
        check.Bytes("root_1", alice.RootKey, vector.Text("root_1"));
        check.Bytes("send_chain_1", alice.SendingChainKey, vector.Text("send_chain_1"));
        var bob = ratchet.Respond(sharedKey, prekey);
        CheckEarlyReply(alice, bob, messages[4], check);

        (alice, bob) = Pass(alice, bob, messages[0], Draw(vector, "bob_ratchet_1"), check);
        check.Bytes("root_2", bob.RootKey, vector.Text("root_2"));
        check.Bytes("send_chain_2", bob.SendingChainKey, vector.Text("send_chain_2"));
        (alice, bob) = Pass(alice, bob, messages[1], new ScriptedRandomSource(), check);
        (bob, alice) = Pass(bob, alice, messages[2], Draw(vector, "alice_ratchet_2"), check);
        check.Bytes("root_3", alice.RootKey, vector.Text("root_3"));
        check.Bytes("send_chain_3", alice.SendingChainKey, vector.Text("send_chain_3"));
        CheckSent(ratchet.Encrypt(alice, Plaintext(messages[3])), alice, messages[3], check);
    }

    private void CheckEarlyReply(RatchetState alice, RatchetState bob, JsonElement message, VectorCheck check)
    {
        var sent = ratchet.Encrypt(bob, Plaintext(message));
        CheckSent(sent, bob, message, check);
        var random = new ScriptedRandomSource();
        var read = ratchet.Decrypt(alice, MessageKeyStore.Empty, sent.Header, sent.Payload, random);
        check.Bytes("early", read.Plaintext.Span, Convert.ToHexStringLower(Plaintext(message)));
    }

    private (RatchetState Sender, RatchetState Receiver) Pass(
        RatchetState sender,
        RatchetState receiver,
        JsonElement message,
        ScriptedRandomSource random,
        VectorCheck check
    )
    {
        var sent = ratchet.Encrypt(sender, Plaintext(message));
        CheckSent(sent, sender, message, check);
        var read = ratchet.Decrypt(receiver, MessageKeyStore.Empty, sent.Header, sent.Payload, random);
        check.Equal("outcome", read.Outcome, RatchetOutcome.Decrypted);
        check.Bytes("plaintext", read.Plaintext.Span, Convert.ToHexStringLower(Plaintext(message)));
        return (sent.State, read.State);
    }

    private static void CheckSent(RatchetEncryption sent, RatchetState before, JsonElement message, VectorCheck check)
    {
        Span<byte> buffer = stackalloc byte[RatchetHeader.MaxAssociatedDataLength];
        Span<byte> messageKey = stackalloc byte[RatchetState.KeyLength];
        check.Bytes("ad", sent.Header.WriteAssociatedData(buffer), message.Text("ad"));
        check.Equal("n", sent.Header.N, message.Number("n"));
        check.Equal("pn", sent.Header.Pn, message.Number("pn"));
        check.Equal("dh", sent.Header.Key.ToString(), message.Text("dh"));
        RatchetKdf.DeriveMessageKey(before.SendingChainKey, messageKey);
        check.Bytes("mk", messageKey, message.Text("mk"));
        check.Bytes("ciphertext", sent.Payload, message.Text("ciphertext"));
    }

    private static ScriptedRandomSource Draw(JsonElement vector, string name) =>
        new ScriptedRandomSource().Add(RandomPurpose.RatchetKey, vector.Hex(name));

    private static byte[] Plaintext(JsonElement message) => Encoding.UTF8.GetBytes(message.Text("plaintext"));
}
