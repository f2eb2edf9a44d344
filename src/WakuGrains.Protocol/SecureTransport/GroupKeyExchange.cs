using System.Collections.Immutable;
using Google.Protobuf;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// How one peer gives another the keys of a group: in a header with number 0 beside an encrypted message, and, for older peers,
/// as that message (facts 5). Knows no ratchet: what the header says is protected by the Waku frame alone.
/// </summary>
public static class GroupKeyExchange
{
    private static readonly MessageParser<HashRatchetKeysMessage> Parser =
        HashRatchetKeysMessage.Parser.WithDiscardUnknownFields(true);

    /// <summary>The header that goes with every entry of the message.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="keys">Its keys in any order, at most <see cref="SecureTransportLimits.MaxExchangedGroupKeys"/>.</param>
    /// <exception cref="ArgumentException">There are too many keys.</exception>
    public static HashRatchetHeaderMessage ToHeader(ReadOnlyMemory<byte> groupId, ImmutableArray<GroupKey> keys) =>
        new() { GroupId = GroupHeaders.Bytes(groupId), Keys = ToMessage(keys) };

    /// <summary>The plaintext of the message, unless it carries one of its own.</summary>
    /// <exception cref="ArgumentException">There are too many keys.</exception>
    public static byte[] ToPlaintext(ImmutableArray<GroupKey> keys) => ToMessage(keys).ToByteArray();

    /// <summary>
    /// Reads the keys that came with an entry: those of the header, or where it has none those of the plaintext. Nothing that a
    /// peer sends throws.
    /// </summary>
    /// <param name="entry">The entry, which was decrypted.</param>
    /// <param name="plaintext">Its plaintext.</param>
    /// <param name="keys">The keys as they came; the network sends the newest first. The caller's to dispose of.</param>
    /// <returns><see langword="false"/> when it is no key exchange, there are too many keys, or a key, its time or the group is missing.</returns>
    public static bool TryRead(EncryptedEntry entry, ReadOnlySpan<byte> plaintext, out ImmutableArray<GroupKey> keys)
    {
        ArgumentNullException.ThrowIfNull(entry);
        keys = [];
        if (
            entry.HashRatchet is not { } header
            || !GroupHeaders.IsKeyExchange(header)
            || !GroupHeaders.HasGroup(header)
        )
            return false;
        if (header.Keys is null && !ProtoReader.TryParse(Parser, plaintext, out _))
            return false;
        var message = header.Keys ?? Parser.ParseFrom(plaintext);
        if (message.Keys.Count == 0 || !GroupHeaders.IsWithinLimits(message) || !message.Keys.All(IsWhole))
            return false;
        keys = [.. message.Keys.Select(key => Create(header, key))];
        return true;
    }

    /// <summary>Whether the plaintext beside the keys is a message: it may as well be the keys once more.</summary>
    public static bool CarriesMessage(EncryptedEntry entry, ReadOnlySpan<byte> plaintext)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.HashRatchet?.Keys is { } keys
            && !(ProtoReader.TryParse(Parser, plaintext, out var inside) && inside.Keys.Equals(keys.Keys));
    }

    private static HashRatchetKeysMessage ToMessage(ImmutableArray<GroupKey> keys)
    {
        if (keys.Length > SecureTransportLimits.MaxExchangedGroupKeys)
            throw new ArgumentException(
                $"One exchange gives at most {SecureTransportLimits.MaxExchangedGroupKeys} keys.",
                nameof(keys)
            );
        var message = new HashRatchetKeysMessage();
        message.Keys.AddRange(keys.OrderByDescending(key => key.TimestampMilliseconds).Select(ToMessage));
        return message;
    }

    private static HashRatchetKeyMessage ToMessage(GroupKey key) =>
        new()
        {
            DeprecatedKeyId = key.DeprecatedKeyId,
            Key = ByteString.CopyFrom(key.Key.Span),
            Timestamp = key.TimestampMilliseconds,
        };

    private static bool IsWhole(HashRatchetKeyMessage key) =>
        key.Key.Length == HashRatchetKeys.KeyLength && Timestamp(key) > 0;

    private static GroupKey Create(HashRatchetHeaderMessage header, HashRatchetKeyMessage key) =>
        GroupKey.Create(header.GroupId.Span, Timestamp(key), key.Key.Span);

    // Older peers name a key by the low half of its time and send nothing else.
    private static ulong Timestamp(HashRatchetKeyMessage key) =>
        key.Timestamp == 0 ? key.DeprecatedKeyId : key.Timestamp;
}
