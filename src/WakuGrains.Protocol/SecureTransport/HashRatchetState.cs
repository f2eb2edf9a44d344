namespace WakuGrains.Protocol.SecureTransport;

/// <summary>
/// A group key and how far its chain has been used, as an immutable value (facts 5). Takes the key over: disposing of a state
/// wipes the key of every state that came from it.
/// </summary>
public sealed class HashRatchetState : IDisposable
{
    private readonly HashRatchetChain chain;

    private HashRatchetState(GroupKey key, uint position, HashRatchetChain chain)
    {
        Key = key;
        Position = position;
        this.chain = chain;
    }

    /// <summary>The group key.</summary>
    public GroupKey Key { get; }

    /// <summary>The highest number that was used or seen; 0 before the first message.</summary>
    public uint Position { get; }

    internal HashRatchetChain Chain => chain;

    /// <summary>A chain at a position: 0 for a new key.</summary>
    /// <exception cref="ArgumentException">The position is beyond <see cref="SecureTransportLimits.MaxHashRatchetNumber"/>.</exception>
    public static HashRatchetState Of(GroupKey key, uint position = 0)
    {
        ArgumentNullException.ThrowIfNull(key);
        return position <= SecureTransportLimits.MaxHashRatchetNumber
            ? new(key, position, new HashRatchetChain(key.Key))
            : throw new ArgumentException("The position is beyond the end of a chain.", nameof(position));
    }

    /// <summary>The state after a message with a number: the same one unless that is higher than all before.</summary>
    internal HashRatchetState After(uint number) => number > Position ? new(Key, number, chain) : this;

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        chain.Dispose();
        Key.Dispose();
    }

    /// <summary>The key's name and the position; never a key.</summary>
    public override string ToString() => $"HashRatchetState({Key}, {Position})";
}
