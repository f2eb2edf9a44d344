using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>A secp256k1 key pair of our own. The private half is wiped on disposal and never printed.</summary>
public sealed class KeyPair : IDisposable
{
    /// <summary>Length of a private key, in bytes.</summary>
    public const int PrivateKeyLength = 32;

    private readonly SecretBytes privateKey;

    private KeyPair(ReadOnlySpan<byte> privateKey, PublicKey publicKey)
    {
        this.privateKey = new SecretBytes(privateKey);
        PublicKey = publicKey;
    }

    /// <summary>The public half.</summary>
    public PublicKey PublicKey { get; }

    /// <summary>The private half, 32 bytes big-endian. Do not keep the span.</summary>
    /// <exception cref="ObjectDisposedException">It has been wiped.</exception>
    public ReadOnlySpan<byte> PrivateKey => privateKey.Span;

    /// <summary>Takes a copy of a private key and derives its public key.</summary>
    /// <exception cref="ArgumentException">The private key is not 32 bytes in [1, n-1].</exception>
    public static KeyPair FromPrivateKey(ISecp256k1 curve, ReadOnlySpan<byte> privateKey)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var point = new byte[PublicKey.UncompressedLength];
        curve.DerivePublicKey(privateKey, point);
        return new KeyPair(privateKey, PublicKey.FromCurve(point));
    }

    /// <summary>Restores a pair from a record of our own without deriving the public key again.</summary>
    public static KeyPair FromRecord(ReadOnlySpan<byte> privateKey, PublicKey publicKey) => new(privateKey, publicKey);

    /// <summary>Draws a new pair; candidates outside [1, n-1] are drawn again.</summary>
    public static KeyPair Generate(ISecp256k1 curve, IRandomSource random, RandomPurpose purpose)
    {
        Span<byte> candidate = stackalloc byte[PrivateKeyLength];
        DrawPrivateKey(curve, random, purpose, candidate);
        var pair = FromPrivateKey(curve, candidate);
        CryptographicOperations.ZeroMemory(candidate);
        return pair;
    }

    /// <summary>Draws a private key alone; candidates outside [1, n-1] are drawn again.</summary>
    internal static void DrawPrivateKey(
        ISecp256k1 curve,
        IRandomSource random,
        RandomPurpose purpose,
        Span<byte> privateKey
    )
    {
        ArgumentNullException.ThrowIfNull(curve);
        ArgumentNullException.ThrowIfNull(random);
        do
        {
            random.Fill(privateKey, purpose);
        } while (!curve.IsValidPrivateKey(privateKey));
    }

    /// <summary>Wipes the private key.</summary>
    public void Dispose() => privateKey.Dispose();

    /// <summary>The public key; never the private one.</summary>
    public override string ToString() => $"KeyPair({PublicKey})";
}
