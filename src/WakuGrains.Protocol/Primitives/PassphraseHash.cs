using NSec.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>Argon2id (RFC 9106) by libsodium: makes keys of a passphrase, at a cost. Knows no protocol.</summary>
public static class PassphraseHash
{
    /// <summary>Length of the salt, in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>Derives <paramref name="output"/> from a passphrase.</summary>
    /// <param name="passphrase">The passphrase, of any length.</param>
    /// <param name="salt">16 bytes, drawn anew for each derivation of new keys.</param>
    /// <param name="cost">What it costs.</param>
    /// <param name="output">At least 16 bytes.</param>
    /// <exception cref="ArgumentException">The salt, the cost or the length of the output is not one that Argon2id takes.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The machine does not have the memory.</exception>
    public static void Derive(
        ReadOnlySpan<byte> passphrase,
        ReadOnlySpan<byte> salt,
        PassphraseCost cost,
        Span<byte> output
    ) =>
        new Argon2id(
            new Argon2Parameters
            {
                DegreeOfParallelism = 1,
                MemorySize = cost.Kibibytes,
                NumberOfPasses = cost.Passes,
            }
        ).DeriveBytes(passphrase, salt, output);
}

/// <summary>What a derivation costs whoever makes it or guesses.</summary>
/// <param name="Passes">Passes over the memory, at least 1.</param>
/// <param name="Kibibytes">Memory in KiB, at least 8.</param>
public readonly record struct PassphraseCost(uint Passes, uint Kibibytes)
{
    /// <summary>256 MiB three times, which libsodium calls moderate: about a second.</summary>
    public static PassphraseCost Moderate { get; } = new(3, 256 * 1024);
}
