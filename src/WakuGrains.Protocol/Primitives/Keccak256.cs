using Org.BouncyCastle.Crypto.Digests;

namespace WakuGrains.Protocol.Primitives;

/// <summary>
/// Keccak-256 with the original padding 0x01, as Ethereum and Status use it: H() of the facts, 2. Not SHA3-256, which pads
/// differently.
/// </summary>
public static class Keccak256
{
    /// <summary>Length of the hash, in bytes.</summary>
    public const int Length = 32;

    private const int Bits = 256;

    // One digest a thread: it is reset by each final step, so that no input outlives the call.
    [ThreadStatic]
    private static KeccakDigest? digest;

    /// <summary>Hashes <paramref name="data"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="hash"/> is not 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash) => Hash(data, default, default, hash);

    /// <summary>Hashes <paramref name="first"/> || <paramref name="second"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="hash"/> is not 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> hash) =>
        Hash(first, second, default, hash);

    /// <summary>Hashes the three parts, one after the other.</summary>
    /// <exception cref="ArgumentException"><paramref name="hash"/> is not 32 bytes.</exception>
    public static void Hash(
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        ReadOnlySpan<byte> third,
        Span<byte> hash
    )
    {
        if (hash.Length != Length)
            throw new ArgumentException($"The output buffer must be {Length} bytes.", nameof(hash));
        var keccak = digest ??= new KeccakDigest(Bits);
        keccak.BlockUpdate(first);
        keccak.BlockUpdate(second);
        keccak.BlockUpdate(third);
        keccak.DoFinal(hash);
    }

    /// <summary>Hashes <paramref name="data"/> into a new array of 32 bytes.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var hash = new byte[Length];
        Hash(data, hash);
        return hash;
    }
}
