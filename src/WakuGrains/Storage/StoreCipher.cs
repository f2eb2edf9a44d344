using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Storage;

/// <summary>
/// Encrypts what is stored: AES-256-GCM, nonce (12) || ciphertext || tag (16). The associated data is where the record belongs
/// (kind, key, part, version), so that it cannot be moved or exchanged. Each place has a key of its own, derived from the data
/// key, so that the limit of 2^32 random nonces for one key is never near. Safe for concurrent use, also with its disposal: what is
/// under way then fails, because a wiped key is one that everybody knows.
/// </summary>
internal sealed class StoreCipher : IDisposable
{
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const int KeyLength = 32;
    private const int MaxStackPlace = 512;

    private readonly byte[] dataKey;
    private readonly byte[] codeKey = new byte[KeyLength];
    private readonly byte[] fingerprintKey = new byte[MessageFingerprint.KeyLength];
    private readonly IRandomSource random;
    private volatile bool isWiped;

    /// <summary>Takes over a data key of 32 bytes and wipes it when disposed.</summary>
    public StoreCipher(byte[] dataKey, IRandomSource random)
    {
        this.dataKey = dataKey;
        this.random = random;
        // No place has such a name: a place holds two zero bytes.
        HmacSha256.Hash(dataKey, "authentication code"u8, codeKey);
        HmacSha256.Hash(dataKey, "fingerprint"u8, fingerprintKey);
    }

    /// <summary>Encrypts a record for its place.</summary>
    /// <exception cref="ObjectDisposedException">The keys are wiped.</exception>
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
    /// <exception cref="ObjectDisposedException">The keys are wiped.</exception>
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

    /// <summary>Authenticates data that need not be hidden, for its place; <paramref name="code"/> is 32 bytes.</summary>
    /// <exception cref="ObjectDisposedException">The keys are wiped.</exception>
    public void Authenticate(string kind, string key, long version, ReadOnlySpan<byte> data, Span<byte> code)
    {
        Span<byte> place = stackalloc byte[MaxStackPlace];
        HmacSha256.Hash(codeKey, WritePlace(ref place, kind, key, "", version), data, code);
        RequireKeys();
    }

    /// <summary>The fingerprint of a message.</summary>
    /// <exception cref="ObjectDisposedException">The keys are wiped.</exception>
    public byte[] Fingerprint(PublicKey sender, ReadOnlySpan<byte> messageId)
    {
        var fingerprint = MessageFingerprint.Of(fingerprintKey, sender, messageId);
        RequireKeys();
        return fingerprint;
    }

    /// <summary>A copy of the key of the fingerprints.</summary>
    /// <exception cref="ObjectDisposedException">The keys are wiped.</exception>
    public SecretBytes CopyFingerprintKey()
    {
        var copy = new SecretBytes(fingerprintKey);
        RequireKeys();
        return copy;
    }

    /// <summary>Takes another key for the fingerprints, before there are any.</summary>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public void UseFingerprintKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != MessageFingerprint.KeyLength)
            throw new ArgumentException($"The key of fingerprints is {MessageFingerprint.KeyLength} bytes.");
        key.CopyTo(fingerprintKey);
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        isWiped = true;
        Interlocked.MemoryBarrier();
        CryptographicOperations.ZeroMemory(dataKey);
        CryptographicOperations.ZeroMemory(codeKey);
        CryptographicOperations.ZeroMemory(fingerprintKey);
    }

    private AesGcm Cipher(ReadOnlySpan<byte> place)
    {
        Span<byte> key = stackalloc byte[KeyLength];
        HmacSha256.Hash(dataKey, place[sizeof(long)..], key);
        RequireKeys();
        var aes = new AesGcm(key, TagLength);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }

    // After a key was read: it is wiped only when this is known.
    private void RequireKeys()
    {
        Interlocked.MemoryBarrier();
        ObjectDisposedException.ThrowIf(isWiped, this);
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
