using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Silo.Doctor;

/// <summary>Which cryptography is in use and why, and whether it gives known answers.</summary>
internal static class CryptoExamination
{
    public static IEnumerable<Finding> Run(CryptoPreference preference)
    {
        yield return Curve(preference);
        yield return Answer("Keccak-256", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470", Keccak);
        // RFC 5869, A.1.
        yield return Answer(
            "HKDF-SHA-256",
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
            Hkdf
        );
        // RFC 7748, 6.1.
        yield return Answer("X25519", "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742", Agreement);
        // McGrew and Viega's AES-GCM test case 14.
        yield return Answer("AES-256-GCM", "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919", Gcm);
    }

    /// <summary>A library is only selected when it passes its known-answer test.</summary>
    private static Finding Curve(CryptoPreference preference)
    {
        try
        {
            return Finding.Good("secp256k1", Secp256k1Provider.Select(preference).Reason);
        }
        catch (PlatformNotSupportedException exception)
        {
            return Finding.Bad("secp256k1", exception.Message);
        }
    }

    private static Finding Answer(string subject, string expected, Func<byte[]> compute)
    {
        try
        {
            return Convert.ToHexStringLower(compute()) == expected
                ? Finding.Good(subject, "gives the known answer")
                : Finding.Bad(subject, "gives a wrong answer");
        }
        catch (Exception exception)
            when (exception is CryptographicException or PlatformNotSupportedException or DllNotFoundException)
        {
            return Finding.Bad(subject, exception.Message);
        }
    }

    private static byte[] Keccak() => Keccak256.Hash([]);

    private static byte[] Hkdf()
    {
        var output = new byte[42];
        HkdfSha256.DeriveKey(
            Enumerable.Repeat((byte)0x0b, 22).ToArray(),
            Convert.FromHexString("000102030405060708090a0b0c"),
            Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9"),
            output
        );
        return output;
    }

    private static byte[] Agreement()
    {
        var shared = new byte[X25519.KeyLength];
        _ = X25519.TryAgree(
            Convert.FromHexString("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
            Convert.FromHexString("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"),
            shared
        );
        return shared;
    }

    private static byte[] Gcm()
    {
        using var aes = new AesGcm(new byte[32], 16);
        var output = new byte[32];
        aes.Encrypt(new byte[12], new byte[16], output.AsSpan(0, 16), output.AsSpan(16));
        return output;
    }
}
