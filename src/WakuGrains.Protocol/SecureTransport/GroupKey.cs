using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// One key of a group: what its members share and the chain of message keys starts from (facts 5). Immutable; the key is wiped
/// on disposal and never printed. Knows no numbers and no members.
/// </summary>
public sealed class GroupKey : IDisposable
{
    // How far the network puts a new key's time after the clock.
    private const ulong Lead = 10;

    private readonly byte[] groupId;
    private readonly byte[] keyId = new byte[Keccak256.Length];

    private GroupKey(byte[] groupId, ulong timestampMilliseconds, SecretBytes key)
    {
        this.groupId = groupId;
        TimestampMilliseconds = timestampMilliseconds;
        Key = key;
        HashRatchetKeys.NameKey(groupId, timestampMilliseconds, key.Span, keyId);
    }

    /// <summary>The group, 1 to <see cref="SecureTransportLimits.MaxGroupIdLength"/> bytes.</summary>
    public ReadOnlyMemory<byte> GroupId => groupId;

    /// <summary>When it was made, in milliseconds of Unix time; of two keys the later one is used to send.</summary>
    public ulong TimestampMilliseconds { get; }

    /// <summary>The key, 32 bytes.</summary>
    public SecretBytes Key { get; }

    /// <summary>Its name in headers, 32 bytes.</summary>
    public ReadOnlyMemory<byte> KeyId => keyId;

    /// <summary>Its name in the headers of older peers.</summary>
    public uint DeprecatedKeyId => HashRatchetKeys.DeprecatedKeyId(TimestampMilliseconds);

    /// <summary>Takes a copy of group id and key.</summary>
    /// <exception cref="ArgumentException">The group id is empty or too long, or the key is not 32 bytes.</exception>
    public static GroupKey Create(ReadOnlySpan<byte> groupId, ulong timestampMilliseconds, ReadOnlySpan<byte> key)
    {
        RequireGroupId(groupId);
        if (key.Length != HashRatchetKeys.KeyLength)
            throw new ArgumentException($"A group key has {HashRatchetKeys.KeyLength} bytes.", nameof(key));
        return new(groupId.ToArray(), timestampMilliseconds, new SecretBytes(key));
    }

    /// <summary>Draws the next key of a group. It has the form of a private key, as the network's own have.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="lastTimestamp">Of the group's newest key; 0 when it has none.</param>
    /// <param name="nowMilliseconds">The clock, Unix time.</param>
    /// <param name="random">Draws the key.</param>
    /// <exception cref="ArgumentException">The group id is empty or too long.</exception>
    public static GroupKey Generate(
        ISecp256k1 curve,
        ReadOnlySpan<byte> groupId,
        ulong lastTimestamp,
        ulong nowMilliseconds,
        IRandomSource random
    )
    {
        RequireGroupId(groupId);
        var key = SecretBytes.Create(
            HashRatchetKeys.KeyLength,
            drawn => KeyPair.DrawPrivateKey(curve, random, RandomPurpose.GroupKey, drawn)
        );
        return new(groupId.ToArray(), NextTimestamp(lastTimestamp, nowMilliseconds), key);
    }

    /// <summary>The timestamp of a group's next key: a little after now, and always after the last one's (facts 5).</summary>
    public static ulong NextTimestamp(ulong last, ulong nowMilliseconds) =>
        last < nowMilliseconds ? checked(nowMilliseconds + Lead) : checked(last + 1);

    /// <summary>A copy with a life of its own.</summary>
    public GroupKey Clone() => new(groupId, TimestampMilliseconds, Key.Clone());

    /// <summary>Wipes the key.</summary>
    public void Dispose() => Key.Dispose();

    /// <summary>The key's name; never the key.</summary>
    public override string ToString() => $"GroupKey({Convert.ToHexStringLower(keyId)})";

    private static void RequireGroupId(ReadOnlySpan<byte> groupId)
    {
        if (groupId.Length is 0 or > SecureTransportLimits.MaxGroupIdLength)
            throw new ArgumentException(
                $"A group id has 1 to {SecureTransportLimits.MaxGroupIdLength} bytes.",
                nameof(groupId)
            );
    }
}
