using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>HMAC-SHA256 (RFC 2104) in one call. Knows no protocol.</summary>
public static class HmacSha256
{
    /// <summary>Length of the code, in bytes.</summary>
    public const int Length = 32;

    /// <summary>Computes the code of <paramref name="data"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="mac"/> is not 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data, Span<byte> mac) =>
        Hash(key, data, default, mac);

    /// <summary>Computes the code of <paramref name="first"/> || <paramref name="second"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="mac"/> is not 32 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> key, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> mac)
    {
        if (mac.Length != Length)
            throw new ArgumentException($"The output buffer must be {Length} bytes.", nameof(mac));
        if (Libcrypto.IsUsable)
            HashNatively(key, first, second, mac);
        else
            HashByFramework(key, first, second, mac);
    }

    /// <summary>
    /// Computes the codes of two texts under one key, which is prepared once: a step of a ratchet's chain. No output may lie
    /// over the key.
    /// </summary>
    /// <exception cref="ArgumentException">A code's buffer is not 32 bytes.</exception>
    internal static void HashBoth(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> one,
        Span<byte> macOfOne,
        ReadOnlySpan<byte> other,
        Span<byte> macOfOther
    )
    {
        if (macOfOne.Length != Length || macOfOther.Length != Length)
            throw new ArgumentException($"The output buffers must be {Length} bytes.", nameof(macOfOne));
        if (!Libcrypto.IsUsable)
        {
            HashByFramework(key, one, default, macOfOne);
            HashByFramework(key, other, default, macOfOther);
            return;
        }

        using var keyed = new KeyedSha256(key);
        keyed.Hash(one, default, default, macOfOne);
        keyed.Hash(other, default, default, macOfOther);
    }

    /// <summary>
    /// Whether <paramref name="mac"/> is the code of <paramref name="first"/> || <paramref name="second"/>; compares in
    /// constant time. A code of another length is wrong.
    /// </summary>
    public static bool Verify(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        ReadOnlySpan<byte> mac
    )
    {
        Span<byte> expected = stackalloc byte[Length];
        Hash(key, first, second, expected);
        return CryptographicOperations.FixedTimeEquals(expected, mac);
    }

    /// <summary>The way of a machine without OpenSSL.</summary>
    internal static void HashByFramework(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        Span<byte> mac
    )
    {
        if (second.IsEmpty)
        {
            HMACSHA256.HashData(key, first, mac);
            return;
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(first);
        hash.AppendData(second);
        hash.GetHashAndReset(mac);
    }

    private static void HashNatively(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> first,
        ReadOnlySpan<byte> second,
        Span<byte> mac
    )
    {
        using var keyed = new KeyedSha256(key);
        keyed.Hash(first, second, default, mac);
    }
}
