using System.Text.Json;
using Google.Protobuf;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoApp.Pipeline;

/// <summary>
/// Makes a recorded ProtocolMessage again: the recording says which devices are addressed, on which prekeys and with which
/// draws; bundle, headers and ciphertexts are ours.
/// </summary>
internal sealed class MessageRebuild(
    ISecp256k1 curve,
    Participant sender,
    JsonElement vector,
    IReadOnlyList<Participant> recipients
)
{
    private readonly DoubleRatchet ratchet = new(new Secp256k1RatchetSuite(curve));
    private readonly ScriptedRandomSource random = Draws(vector);
    private readonly byte[] plaintext = vector.Hex("plaintext");

    public bool UsedAllDraws => random.IsExhausted;

    public byte[] Build(ProtocolMessage recorded)
    {
        var bundle = recorded.Bundles.Select(Sign).SingleOrDefault();
        if (!recorded.PublicMessage.IsEmpty)
            return ProtocolMessage.ForPublic(sender.InstallationId, bundle!, vector.Hex("app_metadata")).Encode();
        var entries = recorded.Entries.Select(entry => KeyValuePair.Create(entry.Key, Build(entry.Key, entry.Value)));
        return ProtocolMessage.ForEntries(sender.InstallationId, bundle, entries).Encode();
    }

    private Bundle Sign(BundleMessage recorded)
    {
        var entries = recorded.SignedPreKeys.Select(entry => new BundleEntry(
            entry.Key,
            PublicKey.Parse(curve, entry.Value.SignedPreKey.Span),
            entry.Value.Version,
            entry.Value.ProtocolVersion
        ));
        return BundleSigner.Sign(curve, sender.Identity, entries, vector.Number("now_ns"));
    }

    private EncryptedEntry Build(string device, EncryptedEntry recorded)
    {
        if (recorded.Ratchet is { } header)
            return Encrypt(device, header.SignedPrekey, recorded.HashRatchet);
        if (recorded.DiffieHellman is not null)
            return Seal();
        return recorded.HashRatchet!.Keys?.RekeyGroup is { } rekey
            ? Rekey(recorded.HashRatchet, rekey.Timestamp)
            : EncryptForGroup(recorded.HashRatchet);
    }

    private EncryptedEntry Seal()
    {
        var (key, payload) = DiffieHellmanFallback.Seal(curve, recipients[0].Identity.PublicKey, plaintext, random);
        return new EncryptedEntry(X3dh: null, Ratchet: null, key, HashRatchet: null, payload);
    }

    private EncryptedEntry Encrypt(string device, EncodedKey prekey, HashRatchetHeaderMessage? groupKeys)
    {
        if (groupKeys is not null)
            sender.Groups.Learn(groupKeys);
        var peer = recipients[0].Identity.PublicKey;
        if (!sender.Sessions.TryGetValue((peer, device, prekey), out var session))
            sender.Sessions[(peer, device, prekey)] = session = Initiate(peer, prekey);
        var sent = ratchet.Encrypt(session.State, plaintext);
        session.State = sent.State;
        var header = new RatchetMessageHeader(sent.Header, prekey);
        return new EncryptedEntry(session.Unconfirmed, header, DiffieHellman: null, groupKeys, sent.Payload);
    }

    private ParticipantSession Initiate(PublicKey peer, EncodedKey prekey)
    {
        using var ephemeral = KeyPair.Generate(curve, random, RandomPurpose.X3dhEphemeral);
        using var sharedKey = X3dh.Initiate(
            curve,
            sender.Identity,
            ephemeral,
            peer,
            PublicKey.Parse(curve, prekey.Bytes)
        );
        var state = ratchet.Initiate(sharedKey, prekey, random);
        return new ParticipantSession(state, new X3dhHeader(EncodedKey.Of(ephemeral.PublicKey), prekey));
    }

    private EncryptedEntry EncryptForGroup(HashRatchetHeaderMessage header)
    {
        var nonce = new byte[AesGcmSuffix.NonceLength];
        random.Fill(nonce, RandomPurpose.HashRatchetNonce);
        var payload = new byte[plaintext.Length + AesGcmSuffix.Overhead];
        AesGcmSuffix.Seal(sender.Groups.MessageKey(header), nonce, plaintext, payload);
        return new EncryptedEntry(X3dh: null, Ratchet: null, DiffieHellman: null, header, payload);
    }

    private EncryptedEntry Rekey(HashRatchetHeaderMessage recorded, ulong timestamp)
    {
        var key = new byte[HashRatchetKeys.KeyLength];
        random.Fill(key, RandomPurpose.GroupKey);
        sender.Groups.Add(recorded.GroupId.Span, timestamp, key);
        var header = new HashRatchetHeaderMessage
        {
            GroupId = recorded.GroupId,
            Keys = new() { RekeyGroup = new() { Timestamp = timestamp } },
        };
        foreach (var member in recipients.Select(recipient => recipient.Identity.PublicKey))
            header.Keys.RekeyGroup.Keys[HashRatchetKeys.RekeyIndex(member)] = RekeyEntry(member, key);
        return new EncryptedEntry(X3dh: null, Ratchet: null, DiffieHellman: null, header, plaintext);
    }

    private ByteString RekeyEntry(PublicKey member, byte[] key)
    {
        var (shared, nonce) = (new byte[32], new byte[AesGcmSuffix.NonceLength]);
        random.Fill(nonce, RandomPurpose.RekeyNonce);
        curve.TryComputeSharedX(sender.Identity.PrivateKey, member.Uncompressed, shared);
        var entry = new byte[HashRatchetKeys.RekeyEntryLength];
        HashRatchetKeys.SealRekeyEntry(shared, nonce, key, entry);
        return UnsafeByteOperations.UnsafeWrap(entry);
    }

    // A drawn signed prekey is among the participant's keys already.
    private static ScriptedRandomSource Draws(JsonElement vector)
    {
        var draws = new ScriptedRandomSource();
        var isGroup = vector.Text("topic_string").EndsWith("channel");
        foreach (var draw in vector.Items("encryption_draws").Where(draw => draw.Text("label") != "signed_prekey"))
            draws.Add(Purpose(draw.Text("label"), isGroup), draw.Hex("hex"));
        return draws;
    }

    private static RandomPurpose Purpose(string label, bool isGroup) =>
        label switch
        {
            "dh_ephemeral" => RandomPurpose.DiffieHellmanEphemeral,
            "gcm_nonce" when isGroup => RandomPurpose.HashRatchetNonce,
            "gcm_nonce" => RandomPurpose.DiffieHellmanNonce,
            "x3dh_ephemeral" => RandomPurpose.X3dhEphemeral,
            "ratchet_first" or "ratchet_step" => RandomPurpose.RatchetKey,
            "group_key" => RandomPurpose.GroupKey,
            "rekey_nonce" => RandomPurpose.RekeyNonce,
            _ => throw new ArgumentException($"A draw for {label} is not known.", nameof(label)),
        };
}
