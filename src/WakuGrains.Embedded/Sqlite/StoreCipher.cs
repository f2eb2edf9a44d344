using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// Encrypts what is stored: AES-256-GCM, nonce (12) || ciphertext || tag (16). The associated data is where the record belongs
/// (kind, key, part, version), so that it cannot be moved or exchanged. Each place has a key of its own, derived from the data
/// key, so that the limit of 2^32 random nonces for one key is never near.
/// </summary>
internal sealed class StoreCipher(byte[] dataKey, IRandomSource random) : IDisposable
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyLength = 32;
    private const int MaxStackPlace = 512;

    /// <summary>Encrypts a record for its place.</summary>
    public byte[] Seal(string kind, string key, string part, long version, ReadOnlySpan<byte> plaintext)
    {
        var output = new byte[NonceLength + plaintext.Length + TagLength];
        Span<byte> place = stackalloc byte[MaxStackPlace];
        var associated = WritePlace(ref place, kind, key, part, version);
        var nonce = output.AsSpan(0, NonceLength);
        random.Fill(nonce, RandomPurpose.Storage);
        using var aes = Cipher(associated);
        aes.Encrypt(
            nonce,
            plaintext,
            output.AsSpan(NonceLength, plaintext.Length),
            output.AsSpan(NonceLength + plaintext.Length),
            associated
        );
        return output;
    }

    /// <summary>Decrypts a record of a place.</summary>
    /// <exception cref="StateFormatException">It was changed, moved or made with another data key.</exception>
    public byte[] Open(string kind, string key, string part, long version, ReadOnlySpan<byte> stored)
    {
        if (stored.Length < NonceLength + TagLength)
            throw Refused(kind);
        var plaintext = new byte[stored.Length - NonceLength - TagLength];
        Span<byte> place = stackalloc byte[MaxStackPlace];
        var associated = WritePlace(ref place, kind, key, part, version);
        using var aes = Cipher(associated);
        try
        {
            aes.Decrypt(
                stored[..NonceLength],
                stored[NonceLength..^TagLength],
                stored[^TagLength..],
                plaintext,
                associated
            );
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw Refused(kind, exception);
        }

        return plaintext;
    }

    /// <summary>Wipes the data key.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(dataKey);

    private AesGcm Cipher(ReadOnlySpan<byte> place)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        HmacSha256.Hash(dataKey, place[sizeof(long)..], key);
        var aes = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }

    // version (8) || kind || 0 || key || 0 || part; the derived key depends on all but the version.
    private static ReadOnlySpan<byte> WritePlace(
        ref Span<byte> buffer,
        string kind,
        string key,
        string part,
        long version
    )
    {
        var length =
            sizeof(long)
            + Encoding.UTF8.GetByteCount(kind)
            + 1
            + Encoding.UTF8.GetByteCount(key)
            + 1
            + Encoding.UTF8.GetByteCount(part);
        if (length > buffer.Length)
            buffer = new byte[length];
        BinaryPrimitives.WriteInt64BigEndian(buffer, version);
        var at = sizeof(long);
        at += Encoding.UTF8.GetBytes(kind, buffer[at..]);
        buffer[at++] = 0;
        at += Encoding.UTF8.GetBytes(key, buffer[at..]);
        buffer[at++] = 0;
        at += Encoding.UTF8.GetBytes(part, buffer[at..]);
        return buffer[..at];
    }

    private static StateFormatException Refused(string kind, Exception? cause = null)
    {
        var message =
            $"A stored record of kind '{kind}' is not what was written: it was changed, moved or is of another store.";
        return cause is null ? new(message) : new(message, cause);
    }
}
