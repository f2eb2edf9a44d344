using System.Security.Cryptography;

namespace WakuGrains.Protocol.Primitives;

/// <summary>HKDF-SHA256 (RFC 5869), extract and expand in one call. Knows no protocol.</summary>
public static class HkdfSha256
{
    private const int MaxOutputLength = 255 * HmacSha256.Length;

    /// <summary>Derives <paramref name="output"/> from the input key material.</summary>
    /// <param name="inputKeyMaterial">Any length, also empty.</param>
    /// <param name="salt">Any length; empty stands for 32 zero bytes.</param>
    /// <param name="info">Any length, also empty.</param>
    /// <param name="output">1 to 8160 bytes.</param>
    /// <exception cref="ArgumentException">The output is empty or longer than HKDF can give.</exception>
    public static void DeriveKey(
        ReadOnlySpan<byte> inputKeyMaterial,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> info,
        Span<byte> output
    )
    {
        if (output.Length is 0 or > MaxOutputLength)
            throw new ArgumentException($"The output must be 1 to {MaxOutputLength} bytes.", nameof(output));
        if (Libcrypto.IsUsable)
            DeriveNatively(inputKeyMaterial, salt, info, output);
        else
            DeriveByFramework(inputKeyMaterial, salt, info, output);
    }

    /// <summary>The way of a machine without OpenSSL.</summary>
    internal static void DeriveByFramework(
        ReadOnlySpan<byte> inputKeyMaterial,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> info,
        Span<byte> output
    ) => HKDF.DeriveKey(HashAlgorithmName.SHA256, inputKeyMaterial, output, salt, info);

    private static void DeriveNatively(
        ReadOnlySpan<byte> inputKeyMaterial,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> info,
        Span<byte> output
    )
    {
        Span<byte> block = stackalloc byte[HmacSha256.Length];
        using (var extract = new KeyedSha256(salt))
            extract.Hash(inputKeyMaterial, default, default, block);
        using var expand = new KeyedSha256(block);

        scoped ReadOnlySpan<byte> previous = default;
        for (byte counter = 1; !output.IsEmpty; counter++)
        {
            expand.Hash(previous, info, [counter], block);
            previous = block;
            var taken = Math.Min(block.Length, output.Length);
            block[..taken].CopyTo(output);
            output = output[taken..];
        }

        CryptographicOperations.ZeroMemory(block);
    }
}
