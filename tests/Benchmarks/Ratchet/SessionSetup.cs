using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Benchmarks.Ratchet;

/// <summary>
/// How a session begins, both sides: bundle signed, sent, verified; X3DH; the first message. Bytes travel between the two, so
/// what a receiver has to read it reads.
/// </summary>
internal sealed class SessionSetup(ISecp256k1 curve)
{
    private readonly DoubleRatchet ratchet = new(new Secp256k1RatchetSuite(curve));
    private readonly IRandomSource random = SystemRandomSource.Instance;
    private readonly Party alice = new(curve);
    private readonly Party bob = new(curve);

    /// <summary>Alice writes to Bob for the first time; returns both states.</summary>
    public (RatchetState Alice, RatchetState Bob) Run(ReadOnlySpan<byte> plaintext)
    {
        var prekey = Verify(bob.SignBundle().Encode().Span);
        using var ephemeral = KeyPair.Generate(curve, random, RandomPurpose.X3dhEphemeral);
        using var sent = X3dh.Initiate(curve, alice.Identity, ephemeral, bob.Identity.PublicKey, prekey);
        var first = ratchet.Encrypt(ratchet.Initiate(sent, EncodedKey.Of(prekey), random), plaintext);

        var peerEphemeral = PublicKey.Parse(curve, ephemeral.PublicKey.Compressed);
        using var received = X3dh.Respond(curve, bob.Identity, bob.Prekey, alice.Identity.PublicKey, peerEphemeral);
        var decrypted = ratchet.Decrypt(
            ratchet.Respond(received, bob.Prekey),
            MessageKeyStore.Empty,
            AsReceived(first.Header),
            first.Payload,
            random
        );
        return decrypted.IsDecrypted
            ? (first.State, decrypted.State)
            : throw new InvalidOperationException($"The first message: {decrypted.Outcome}.");
    }

    /// <summary>A header whose key has not been decoded yet, as it comes from the wire.</summary>
    public static RatchetHeader AsReceived(in RatchetHeader header) =>
        header with
        {
            Key = EncodedKey.Parse(header.Key.Bytes),
        };

    private PublicKey Verify(ReadOnlySpan<byte> encoded) =>
        BundleVerifier.TryVerify(BundleMessage.Parser.ParseFrom(encoded), curve, out var bundle, out var fault)
            ? bundle.SignedPrekeys[0].SignedPrekey
            : throw new InvalidOperationException($"The bundle: {fault}.");
}
