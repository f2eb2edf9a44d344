using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Vectors.GoApp.Pipeline;

/// <summary>Reads a ProtocolMessage as one of its recipients: bundles first, then the entry for the device.</summary>
internal sealed class MessageReading(ISecp256k1 curve, Participant reader, PublicKey sender, VectorCheck check)
{
    private readonly DoubleRatchet ratchet = new(new Secp256k1RatchetSuite(curve));

    /// <summary>The plaintext, or what is public; the ids of devices heard of for the first time go to the list.</summary>
    public ReadOnlyMemory<byte> Read(ProtocolMessage message, JsonElement recorded, List<string> newDevices)
    {
        foreach (var announced in message.Bundles)
        {
            if (check.Holds("bundle verifies", BundleVerifier.TryVerify(announced, curve, out var bundle, out _)))
                newDevices.AddRange(reader.Learn(bundle!));
        }

        if (!message.PublicMessage.IsEmpty)
            return message.PublicMessage;
        var entry = message.Entries.GetValueOrDefault(reader.InstallationId);
        return Open(entry ?? message.Entries[ProtocolMessage.AnyDevice], message.InstallationId, recorded);
    }

    private ReadOnlyMemory<byte> Open(EncryptedEntry entry, string device, JsonElement recorded)
    {
        if (entry.HashRatchet is { } keys)
            reader.Groups.Learn(keys);
        if (entry.Ratchet is { } header)
            return Decrypt(entry, header, device, recorded);
        if (entry.DiffieHellman is { } key)
            return OpenFallback(key, entry.Payload);
        return OpenGroup(entry);
    }

    private ReadOnlyMemory<byte> Decrypt(
        EncryptedEntry entry,
        RatchetMessageHeader header,
        string device,
        JsonElement recorded
    )
    {
        var name = (sender, device, header.SignedPrekey);
        if (!reader.Sessions.TryGetValue(name, out var session))
            reader.Sessions[name] = session = Respond(entry.X3dh!);
        session.Unconfirmed = null;
        var random = new ScriptedRandomSource();
        foreach (var draw in recorded.Items("draws"))
            random.Add(RandomPurpose.RatchetKey, draw.Hex("hex"));
        var result = ratchet.Decrypt(session.State, session.Keys, header.Header, entry.Payload.Span, random);
        (session.State, session.Keys) = (result.State, result.Keys);
        check.Equal("outcome", result.Outcome, RatchetOutcome.Decrypted);
        check.Equal("draws used", random.IsExhausted, true);
        return result.Plaintext;
    }

    private ParticipantSession Respond(X3dhHeader header)
    {
        var prekey = reader.Prekeys[header.SignedPrekey];
        var ephemeral = PublicKey.Parse(curve, header.Key.Bytes);
        using var sharedKey = X3dh.Respond(curve, reader.Identity, prekey, sender, ephemeral);
        return new ParticipantSession(ratchet.Respond(sharedKey, prekey), unconfirmed: null);
    }

    private byte[] OpenFallback(EncodedKey key, ReadOnlyMemory<byte> payload)
    {
        var isOpen = DiffieHellmanFallback.TryOpen(curve, reader.Identity, key, payload.Span, out var plaintext);
        check.Equal("fallback opens", isOpen, true);
        return plaintext ?? [];
    }

    private ReadOnlyMemory<byte> OpenGroup(EncryptedEntry entry)
    {
        var header = entry.HashRatchet!;
        if (header.SeqNo == 0)
        {
            var isMember = reader.Groups.TryLearnRekey(curve, header, reader.Identity, sender);
            check.Equal("rekey entry opens", isMember, true);
            return entry.Payload;
        }

        var plaintext = new byte[AesGcmSuffix.PlaintextLength(entry.Payload.Length)];
        var key = reader.Groups.MessageKey(header);
        check.Equal("group message opens", AesGcmSuffix.TryOpen(key, entry.Payload.Span, plaintext), true);
        return plaintext;
    }
}
