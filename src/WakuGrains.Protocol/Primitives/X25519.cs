namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// X25519 (RFC 7748) by libsodium: the curve of the Noise sessions. Knows no protocol. Scalars are clamped by the function,
/// as the RFC has it, so any 32 bytes are a private key. Constant-time in the private key.
/// </summary>
public static unsafe class X25519
{
    /// <summary>Length of a private key, a public key and a shared secret, in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Writes the public key of a private key.</summary>
    /// <exception cref="ArgumentException">A buffer is not 32 bytes.</exception>
    public static void DerivePublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        RequireLength(privateKey, nameof(privateKey));
        RequireLength(publicKey, nameof(publicKey));
        fixed (
            byte* output = publicKey,
                scalar = privateKey
        )
            _ = Libsodium.MultiplyBase(output, scalar);
    }

    /// <summary>Draws a key pair.</summary>
    /// <exception cref="ArgumentException">A buffer is not 32 bytes.</exception>
    public static void GenerateKeyPair(
        IRandomSource random,
        RandomPurpose purpose,
        Span<byte> privateKey,
        Span<byte> publicKey
    )
    {
        ArgumentNullException.ThrowIfNull(random);
        RequireLength(privateKey, nameof(privateKey));
        random.Fill(privateKey, purpose);
        DerivePublicKey(privateKey, publicKey);
    }

    /// <summary>Writes the raw shared secret.</summary>
    /// <param name="privateKey">Ours, 32 bytes.</param>
    /// <param name="publicKey">The peer's, of any content and length.</param>
    /// <param name="sharedSecret">32 bytes; zeroed on failure.</param>
    /// <returns>
    /// <see langword="false"/> when the public key is not 32 bytes or is of small order, so that the secret would be zero.
    /// </returns>
    /// <exception cref="ArgumentException">The private key or the output is not 32 bytes.</exception>
    public static bool TryAgree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedSecret)
    {
        RequireLength(privateKey, nameof(privateKey));
        RequireLength(sharedSecret, nameof(sharedSecret));
        if (publicKey.Length == KeyLength && Multiply(privateKey, publicKey, sharedSecret))
            return true;
        sharedSecret.Clear();
        return false;
    }

    private static bool Multiply(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedSecret)
    {
        fixed (
            byte* output = sharedSecret,
                scalar = privateKey,
                point = publicKey
        )
            return Libsodium.Multiply(output, scalar, point) == 0;
    }

    private static void RequireLength(ReadOnlySpan<byte> buffer, string name)
    {
        if (buffer.Length != KeyLength)
            throw new ArgumentException($"An X25519 key is {KeyLength} bytes.", name);
    }
}
