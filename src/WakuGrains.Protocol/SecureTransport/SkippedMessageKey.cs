namespace WakuGrains.Protocol.SecureTransport;

/// <summary>Which message a key is for: the sender's ratchet key of its chain, and its number there.</summary>
public readonly record struct MessageKeyId(EncodedKey Chain, uint N);

/// <summary>The key of a message that has not arrived yet. Never printed.</summary>
/// <param name="id">Which message it is for.</param>
/// <param name="sequence">How many message keys had been derived in the session before this one.</param>
/// <param name="key">32 bytes; the instance keeps the array.</param>
public sealed class SkippedMessageKey(MessageKeyId id, ulong sequence, byte[] key)
{
    /// <summary>Which message it is for.</summary>
    public MessageKeyId Id { get; } = id;

    /// <summary>How many message keys had been derived in the session before this one: its sequence number.</summary>
    public ulong Sequence { get; } = sequence;

    /// <summary>The message key, 32 bytes. Do not keep the span.</summary>
    public ReadOnlySpan<byte> Key => key;

    /// <summary>Chain and number; never the key.</summary>
    public override string ToString() => $"SkippedMessageKey({Id.Chain}, {Id.N})";
}
