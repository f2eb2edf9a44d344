namespace WakuGrains.Engine;

/// <summary>
/// How an entity's state is stored: in one or more parts, each a record of its own that is written only when it changed, so
/// that a large part which seldom changes does not weigh on every turn.
/// </summary>
/// <typeparam name="TState">The entity's immutable state.</typeparam>
public interface IEntityDefinition<TState>
    where TState : class
{
    /// <summary>Stable name of the entity's kind, part of every record's key and of its authenticated data.</summary>
    string Kind { get; }

    /// <summary>Stable names of the parts, the main one first. Parts are written in this order where a store has no transactions.</summary>
    IReadOnlyList<string> Parts { get; }

    /// <summary>The state of an entity that was never stored.</summary>
    TState Empty(string key);

    /// <summary>Whether a part differs between two states. Cheap: reference comparison is enough.</summary>
    bool HasChanged(int part, TState before, TState after);

    /// <summary>Serialises a part (protobuf, versioned).</summary>
    byte[] Encode(int part, TState state);

    /// <summary>
    /// Wipes the secrets of a state that has been followed by another and is not looked at any more. What the two share stays.
    /// By default there is nothing to wipe.
    /// </summary>
    void Wipe(TState superseded, TState current) { }

    /// <summary>Restores a state; a part that was never written is null.</summary>
    /// <exception cref="StateFormatException">A part is damaged or of a version that this build does not know.</exception>
    TState Decode(string key, IReadOnlyList<byte[]?> parts);
}

/// <summary>A stored record cannot be read: it is damaged or was written by a newer version.</summary>
public sealed class StateFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StateFormatException(string message)
        : base(message) { }

    /// <summary>Creates the exception with its cause.</summary>
    public StateFormatException(string message, Exception innerException)
        : base(message, innerException) { }
}
