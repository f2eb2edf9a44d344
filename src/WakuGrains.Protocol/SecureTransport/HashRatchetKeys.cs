using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// The arithmetic of the hash ratchet, by which Status communities encrypt (facts 5): names of group keys, the chain of
/// message keys, and the entries by which a group is given a new key. Pure functions; knows no groups and no state.
/// </summary>
public static class HashRatchetKeys
{
    /// <summary>Length of a group key and of a message key, in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Length of the entry that gives one member a new group key, in bytes: nonce, key, tag.</summary>
    public const int RekeyEntryLength = AesGcmSuffix.NonceLength + KeyLength + AesGcmSuffix.TagLength;

    private const int IndexOffset = 1;

    /// <summary>Names a group key: Keccak-256 of group id, timestamp and key.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="timestampMilliseconds">When the key was made.</param>
    /// <param name="key">The group key, 32 bytes.</param>
    /// <param name="keyId">32 bytes.</param>
    public static void NameKey(
        ReadOnlySpan<byte> groupId,
        ulong timestampMilliseconds,
        ReadOnlySpan<byte> key,
        Span<byte> keyId
    )
    {
        Span<byte> timestamp = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(timestamp, timestampMilliseconds);
        Keccak256.Hash(groupId, timestamp, key, keyId);
    }

    /// <summary>The name that older peers know a key by: the low half of its timestamp.</summary>
    public static uint DeprecatedKeyId(ulong timestampMilliseconds) => (uint)timestampMilliseconds;

    /// <summary>
    /// One step of the chain: from the group key to the key of message 1, from the key of message i to that of i + 1.
    /// </summary>
    public static void Advance(ReadOnlySpan<byte> key, Span<byte> next) => Keccak256.Hash(key, next);

    /// <summary>Under which number a group's rekey message holds the entries of a member.</summary>
    public static uint RekeyIndex(PublicKey member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return BinaryPrimitives.ReadUInt32LittleEndian(member.Uncompressed[IndexOffset..]);
    }

    /// <summary>Encrypts a new group key for one member. The nonce comes first here, unlike everywhere else.</summary>
    /// <param name="shared">ECDH of the sender's and the member's identity, 32 bytes.</param>
    /// <param name="nonce">12 bytes, never used with this secret before.</param>
    /// <param name="groupKey">32 bytes.</param>
    /// <param name="entry"><see cref="RekeyEntryLength"/> bytes.</param>
    public static void SealRekeyEntry(
        ReadOnlySpan<byte> shared,
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> groupKey,
        Span<byte> entry
    )
    {
        nonce.CopyTo(entry);
        var encrypted = entry.Slice(AesGcmSuffix.NonceLength, KeyLength);
        using var gcm = new AesGcm(shared, AesGcmSuffix.TagLength);
        gcm.Encrypt(nonce, groupKey, encrypted, entry[^AesGcmSuffix.TagLength..]);
    }

    /// <summary>Decrypts the group key of an entry.</summary>
    /// <returns><see langword="false"/> when the entry is of another length or not for the holder of the secret.</returns>
    public static bool TryOpenRekeyEntry(
        ReadOnlySpan<byte> shared,
        ReadOnlySpan<byte> entry,
        [NotNullWhen(true)] out SecretBytes? groupKey
    )
    {
        groupKey = null;
        if (entry.Length != RekeyEntryLength)
            return false;
        Span<byte> key = stackalloc byte[KeyLength];
        using var gcm = new AesGcm(shared, AesGcmSuffix.TagLength);
        try
        {
            var encrypted = entry.Slice(AesGcmSuffix.NonceLength, KeyLength);
            gcm.Decrypt(entry[..AesGcmSuffix.NonceLength], encrypted, entry[^AesGcmSuffix.TagLength..], key);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        groupKey = new SecretBytes(key);
        CryptographicOperations.ZeroMemory(key);
        return true;
    }
}
