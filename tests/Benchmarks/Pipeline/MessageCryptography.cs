using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>How often each message of a run needed what, on average.</summary>
/// <param name="Frames">Frames sealed and opened.</param>
/// <param name="Signatures">Signatures: the application's, the frame's, now and then a bundle's.</param>
/// <param name="Recoveries">Signers recovered.</param>
/// <param name="Agreements">Diffie-Hellman: two for each turn of a ratchet.</param>
/// <param name="Turns">Turns of a ratchet: a key pair, a key decoded, two root steps.</param>
internal readonly record struct CryptographyMix(
    double Frames,
    double Signatures,
    double Recoveries,
    double Agreements,
    double Turns
)
{
    public static CryptographyMix Of(LoadWindow load) =>
        new(
            (double)load.Frames / load.Messages,
            (double)load.Curve.Signatures / load.Messages,
            (double)load.Curve.Recoveries / load.Messages,
            (double)load.Curve.Agreements / load.Messages,
            (double)load.Curve.Derivations / load.Messages
        );
}

/// <summary>
/// The cryptographic operations of one message and nothing else: what the pipeline cannot do without. Fractions are carried over
/// to the next message. For one thread.
/// </summary>
internal sealed class MessageCryptography(ISecp256k1 curve, SampleMessage sample, CryptographyMix mix)
{
    private static readonly byte[] Info = new byte[32];

    private readonly byte[] buffer = new byte[sample.Frame.Length];
    private readonly byte[] frame = new byte[sample.Frame.Length - AesGcmSuffix.Overhead];
    private readonly byte[] hash = new byte[32];
    private readonly byte[] shared = new byte[32];
    private readonly byte[] signature = new byte[65];
    private readonly byte[] point = new byte[65];
    private double frames;
    private double signatures;
    private double recoveries;
    private double agreements;
    private double turns;

    /// <summary>Does what one message needs.</summary>
    public void Run()
    {
        Ids();
        var author = sample.Author.Identity;
        for (signatures += mix.Signatures; signatures >= 1; signatures--)
            curve.SignRecoverable(author.PrivateKey, hash, signature);
        for (frames += mix.Frames; frames >= 1; frames--)
            SealAndOpen();
        for (recoveries += mix.Recoveries; recoveries >= 1; recoveries--)
            curve.TryRecover(hash, signature, point);
        for (agreements += mix.Agreements; agreements >= 1; agreements--)
            curve.TryComputeSharedX(author.PrivateKey, sample.Author.Prekey.PublicKey.Uncompressed, shared);
        for (turns += mix.Turns; turns >= 1; turns--)
            Turn();
    }

    // Hashes for both signatures of the application, the message id and the MVDS id, on both sides.
    private void Ids()
    {
        for (var side = 0; side < 2; side++)
        {
            Keccak256.Hash(sample.Chat, hash);
            Keccak256.Hash(sample.Author.Identity.PublicKey.Uncompressed, sample.Wrapped, hash);
            SHA256.HashData(sample.Wrapped, shared);
        }
    }

    // The ratchet's cipher around the packet, the frame around that, the envelope's hash; then the other side.
    private void SealAndOpen()
    {
        var key = SampleMessage.TopicKey;
        EncryptOrDecrypt(key);
        SystemRandomSource.Instance.Fill(frame.AsSpan(^128..), RandomPurpose.Padding);
        Keccak256.Hash(frame, hash);
        AesGcmSuffix.Seal(key, key.AsSpan(0, AesGcmSuffix.NonceLength), frame, buffer);
        SHA256.HashData(buffer, shared);

        SHA256.HashData(buffer, shared);
        AesGcmSuffix.TryOpen(key, buffer, frame);
        Keccak256.Hash(frame, hash);
        EncryptOrDecrypt(key);
    }

    private void EncryptOrDecrypt(byte[] key)
    {
        Span<byte> derived = stackalloc byte[80];
        var packet = buffer.AsSpan(0, sample.Packet.Length);
        HmacSha256.Hash(key, [0x0F], shared);
        HmacSha256.Hash(key, [0x10], shared);
        HkdfSha256.DeriveKey(shared, default, Info, derived);
        AesCtr.Transform(derived[..32], derived[64..], packet, packet);
        HmacSha256.Hash(derived[32..64], packet, shared);
    }

    private void Turn()
    {
        Span<byte> derived = stackalloc byte[64];
        using var pair = KeyPair.Generate(curve, SystemRandomSource.Instance, RandomPurpose.RatchetKey);
        curve.TryParsePublicKey(pair.PublicKey.Compressed, point);
        HkdfSha256.DeriveKey(shared, hash, Info, derived);
        HkdfSha256.DeriveKey(shared, hash, Info, derived);
    }
}
