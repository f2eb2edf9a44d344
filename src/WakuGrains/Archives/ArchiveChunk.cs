using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WakuGrains.Archives;

/// <summary>
/// One chunk in AES-256-GCM: ciphertext || tag (16). The nonce is the chunk's number, and its number and whether it is the last
/// one are authenticated with it, so that none can be exchanged, left out, repeated or cut off. A key is used for one archive.
/// </summary>
internal static class ArchiveChunk
{
    /// <summary>Length of the tag, in bytes.</summary>
    public const int TagLength = 16;

    private const int NonceLength = 12;
    private const int PlaceLength = sizeof(ulong) + 1;

    /// <summary>Encrypts a chunk; the output has room for it and its tag.</summary>
    public static void Seal(AesGcm cipher, ulong number, bool isLast, ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        Span<byte> place = stackalloc byte[PlaceLength];
        WritePlace(number, isLast, nonce, place);
        cipher.Encrypt(nonce, plaintext, output[..plaintext.Length], output.Slice(plaintext.Length, TagLength), place);
    }

    /// <summary>Decrypts a chunk; <see langword="false"/> when it is not what was written there.</summary>
    public static bool TryOpen(
        AesGcm cipher,
        ulong number,
        bool isLast,
        ReadOnlySpan<byte> stored,
        Span<byte> plaintext
    )
    {
        if (stored.Length < TagLength)
            return false;
        Span<byte> nonce = stackalloc byte[NonceLength];
        Span<byte> place = stackalloc byte[PlaceLength];
        WritePlace(number, isLast, nonce, place);
        try
        {
            cipher.Decrypt(nonce, stored[..^TagLength], stored[^TagLength..], plaintext, place);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static void WritePlace(ulong number, bool isLast, Span<byte> nonce, Span<byte> place)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[(NonceLength - sizeof(ulong))..], number);
        BinaryPrimitives.WriteUInt64BigEndian(place, number);
        place[^1] = isLast ? (byte)1 : (byte)0;
    }
}
