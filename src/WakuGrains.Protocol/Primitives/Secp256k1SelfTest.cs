namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// Known answers that a curve library must give before it is trusted with keys: values that the deployed Go implementation
/// computed. Knows nothing of how the library is loaded.
/// </summary>
internal static class Secp256k1SelfTest
{
    private const string PrivateKey = "e3f73b4f1f18a38bdb8362930e34e282cfd1a0b1c353cd5dbf4b8fcc9b1e84c1";
    private const string CompressedKey = "0255de3b0257aadde8fe8446e50bcbc751e933a368ca3e9022498c435ee94b56e7";
    private const string PeerCompressedKey = "03d5f80cb2a672413b0042aba86249cbe88d90e824cccbd5618f6be232c1dc8abb";
    private const string SharedX = "0024deb89154472e84b4de5ab63b194845c81d6a1bd8e8a4f05b82e56c9f8e4a";
    private const string PointOffCurve = "027f20520c15a1f3fae927aedea4aaabb8c5bc97181b697c6c4f36d96bbf6041dd";

    private const string SigningKey = "fd63818de9d1610859ee7949252958de7426c4d6f663a64bdab7587429f831cc";
    private const string SignerCompressedKey = "03ed1b3ed8c05d82ed8d1146c7bc4d48c3a3375506075a354a0d4717486ad72af3";
    private const string Hash = "f3c17f3af3e9174950a7ffc5bd8268d3496507e2f1d125acf1cbd7e144de1df6";
    private const string Signature =
        "e09f6ee9fdb67b94cc27d12c8b1aab339615f1a5ea9f800ebc09294f72a29199"
        + "2258ffa6513fd28cdfecbff58c702e7f413d3b785f4c22abb494f951954b5bc400";

    /// <summary>The first wrong answer as a sentence, or nothing when all are right.</summary>
    public static string? FindFault(ISecp256k1 curve) =>
        !DerivesKey(curve) ? Fault(curve, "key derivation")
        : !Agrees(curve) ? Fault(curve, "ECDH")
        : !Signs(curve) ? Fault(curve, "signing")
        : !Recovers(curve) ? Fault(curve, "key recovery")
        : !Refuses(curve) ? Fault(curve, "refusal of bad keys")
        : null;

    private static string Fault(ISecp256k1 curve, string what) =>
        $"The {curve.Name} secp256k1 library fails the known-answer test of {what}.";

    private static bool DerivesKey(ISecp256k1 curve)
    {
        var derived = new byte[PublicKey.UncompressedLength];
        curve.DerivePublicKey(Bytes(PrivateKey), derived);
        return derived.AsSpan().SequenceEqual(Point(curve, CompressedKey));
    }

    private static bool Agrees(ISecp256k1 curve)
    {
        var shared = new byte[Sec1.ScalarLength];
        return curve.TryComputeSharedX(Bytes(PrivateKey), Point(curve, PeerCompressedKey), shared)
            && shared.AsSpan().SequenceEqual(Bytes(SharedX));
    }

    private static bool Signs(ISecp256k1 curve)
    {
        var signature = new byte[Sec1.SignatureLength];
        curve.SignRecoverable(Bytes(SigningKey), Bytes(Hash), signature);
        return signature.AsSpan().SequenceEqual(Bytes(Signature));
    }

    private static bool Recovers(ISecp256k1 curve)
    {
        var recovered = new byte[PublicKey.UncompressedLength];
        return curve.TryRecover(Bytes(Hash), Bytes(Signature), recovered)
            && recovered.AsSpan().SequenceEqual(Point(curve, SignerCompressedKey));
    }

    private static bool Refuses(ISecp256k1 curve) =>
        !curve.TryParsePublicKey(Bytes(PointOffCurve), new byte[PublicKey.UncompressedLength])
        && !curve.IsValidPrivateKey(new byte[Sec1.ScalarLength]);

    private static byte[] Point(ISecp256k1 curve, string compressed)
    {
        var point = new byte[PublicKey.UncompressedLength];
        _ = curve.TryParsePublicKey(Bytes(compressed), point);
        return point;
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
