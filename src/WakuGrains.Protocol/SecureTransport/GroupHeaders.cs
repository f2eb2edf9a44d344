using Google.Protobuf;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>The header of the hash ratchet as it travels (facts 1.2, 5), and the bounds that it is held against.</summary>
public static class GroupHeaders
{
    /// <summary>The number that stands for an exchange of keys.</summary>
    public const uint KeyExchangeNumber = 0;

    /// <summary>The header of a message under a key.</summary>
    public static HashRatchetHeaderMessage OfMessage(GroupKey key, uint number)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new()
        {
            DeprecatedKeyId = key.DeprecatedKeyId,
            SeqNo = number,
            GroupId = Bytes(key.GroupId),
            KeyId = Bytes(key.KeyId),
        };
    }

    /// <summary>Whether a header brings keys instead of belonging to a message under one.</summary>
    public static bool IsKeyExchange(HashRatchetHeaderMessage header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.SeqNo == KeyExchangeNumber;
    }

    /// <summary>Whether a header names a key: by its id, or where that is left out by its deprecated one.</summary>
    public static bool Names(HashRatchetHeaderMessage header, GroupKey key)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(key);
        return header.KeyId.IsEmpty
            ? header.DeprecatedKeyId == key.DeprecatedKeyId
            : header.KeyId.Span.SequenceEqual(key.KeyId.Span);
    }

    /// <summary>Whether a header says which group it is about.</summary>
    public static bool HasGroup(HashRatchetHeaderMessage header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.GroupId.Length is > 0 and <= SecureTransportLimits.MaxGroupIdLength;
    }

    /// <summary>Whether a header stays within <see cref="SecureTransportLimits"/>; checked before anything is computed for it.</summary>
    internal static bool IsWithinLimits(HashRatchetHeaderMessage header) =>
        header.GroupId.Length <= SecureTransportLimits.MaxGroupIdLength
        && header.KeyId.Length <= SecureTransportLimits.MaxKeyIdLength
        && (header.Keys is null || IsWithinLimits(header.Keys));

    internal static bool IsWithinLimits(HashRatchetKeysMessage keys) =>
        keys.Keys.Count <= SecureTransportLimits.MaxExchangedGroupKeys
        && (keys.RekeyGroup is null || IsWithinLimits(keys.RekeyGroup));

    internal static ByteString Bytes(ReadOnlyMemory<byte> bytes) => UnsafeByteOperations.UnsafeWrap(bytes);

    private static bool IsWithinLimits(RekeyGroupMessage rekey) =>
        rekey.Keys.Count <= SecureTransportLimits.MaxRekeyEntries
        && rekey.Keys.Values.Sum(static entries => (long)entries.Length)
            <= SecureTransportLimits.MaxRekeyEntries * HashRatchetKeys.RekeyEntryLength;
}
