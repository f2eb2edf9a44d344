using WakuGrains.Benchmarks.Measuring;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Benchmarks.Ratchet;

/// <summary>
/// What a ping-pong message is made of, each part alone and as often as a message needs it: the receiver agrees with the new key
/// and draws its own, both sides derive keys and run the cipher.
/// </summary>
internal sealed class RatchetParts
{
    private static readonly byte[] Info = new byte[32];

    private readonly Timing agreements;
    private readonly Timing keyGeneration;
    private readonly Timing keyDerivation;
    private readonly Timing cipher;
    private readonly Timing protobuf;

    public RatchetParts(Rounds rounds, ISecp256k1 curve)
    {
        var agree = RatchetMeasurement.Agreement(curve);
        agreements = rounds.Add(() =>
        {
            agree();
            agree();
        });
        keyGeneration = rounds.Add(() => GenerateAndDecode(curve));
        keyDerivation = rounds.Add(DeriveKeys);
        cipher = rounds.Add(EncryptAndDecrypt);
        protobuf = rounds.Add(WriteAndRead(curve));
    }

    /// <summary>The parts and their medians in microseconds.</summary>
    public IReadOnlyList<(string Part, double Micros)> InsideTheRatchet =>
        [
            ("Diffie-Hellman, twice", agreements.Micros),
            ("new ratchet key, peer's key decoded", keyGeneration.Micros),
            ("key derivation: two root steps, four chain steps, two messages", keyDerivation.Micros),
            ("AES-256-CTR and HMAC, both sides", cipher.Micros),
        ];

    /// <summary>Protobuf around the ratchet, which the ping-pong figure does not hold.</summary>
    public double ProtobufMicros => protobuf.Micros;

    private static void GenerateAndDecode(ISecp256k1 curve)
    {
        using var pair = KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.RatchetKey);
        _ = PublicKey.Parse(curve, pair.PublicKey.Compressed);
    }

    private static void DeriveKeys()
    {
        Span<byte> key = stackalloc byte[32];
        Span<byte> root = stackalloc byte[64];
        Span<byte> message = stackalloc byte[80];
        for (var side = 0; side < 2; side++)
        {
            HkdfSha256.DeriveKey(key, key, Info, root);
            HmacSha256.Hash(key, [0x0F], key);
            HmacSha256.Hash(key, [0x10], key);
            HkdfSha256.DeriveKey(key, default, Info, message);
        }
    }

    private static void EncryptAndDecrypt()
    {
        Span<byte> key = stackalloc byte[32];
        Span<byte> text = stackalloc byte[Conversation.MessageLength];
        for (var side = 0; side < 2; side++)
        {
            AesCtr.Transform(key, key[..16], text, text);
            HmacSha256.Hash(key, text, key);
        }
    }

    private static Action WriteAndRead(ISecp256k1 curve)
    {
        var key = EncodedKey.Of(new Party(curve).Prekey.PublicKey);
        var header = new RatchetMessageHeader(new RatchetHeader(key, 1, 1), key);
        var entry = new EncryptedEntry(null, header, null, null, new byte[Conversation.MessageLength + 48]);
        return () =>
        {
            var written = ProtocolMessage.ForEntries("device", bundle: null, [new("device", entry)]).Encode();
            if (!ProtocolMessage.TryDecode(written, out _, out var fault))
                throw new InvalidOperationException($"The message: {fault}.");
        };
    }
}
