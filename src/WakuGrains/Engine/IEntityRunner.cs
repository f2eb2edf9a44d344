namespace WakuGrains.Engine;

/// <summary>
/// The engine contract: one entity, one turn at a time. Each engine implements it once (the embedded one over its store, a
/// grain over its persistent state); the entities are written against it and know no engine.
/// </summary>
/// <remarks>
/// The engine commits the new state, the effects and the once-key in one write and completes the caller's task only after
/// that write is durable. If the write fails the turn has not happened: the state is what it was, the task fails with the
/// store's exception and no effect is carried out. Behaviours that throw change nothing.
/// </remarks>
/// <typeparam name="TState">The entity's immutable state.</typeparam>
public interface IEntityRunner<TState>
    where TState : class
{
    /// <summary>Runs one turn.</summary>
    /// <param name="behaviour">A pure function of the state (the definition's empty state for a new entity) and the turn.</param>
    /// <param name="cancellationToken">Gives up waiting; a turn that has begun is committed all the same.</param>
    Task<TResult> TurnAsync<TResult>(
        Func<TState, Turn, Step<TState, TResult>> behaviour,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Runs one turn at most once for a key: if a turn with the same key was committed before, nothing runs and
    /// <paramref name="replay"/> answers from the receipt that was stored with it.
    /// </summary>
    /// <param name="once">The key, its retention and the function that makes the receipt from the result.</param>
    /// <param name="replay">Makes the answer from the stored receipt.</param>
    /// <param name="behaviour">As for <see cref="TurnAsync"/>.</param>
    /// <param name="cancellationToken">As for <see cref="TurnAsync"/>.</param>
    Task<TResult> TurnOnceAsync<TResult>(
        Once<TResult> once,
        Func<ReadOnlyMemory<byte>, TResult> replay,
        Func<TState, Turn, Step<TState, TResult>> behaviour,
        CancellationToken cancellationToken
    );

    /// <summary>Looks at the committed state without a turn.</summary>
    Task<TResult> ReadAsync<TResult>(Func<TState, TResult> query, CancellationToken cancellationToken);
}

/// <summary>Identifies a turn that must happen at most once for its entity.</summary>
/// <param name="Key">Up to 64 bytes, unique within the entity.</param>
/// <param name="KeptUntil">How long the key is remembered.</param>
/// <param name="Receipt">What is stored with the key, at most 256 bytes; null when the turn does not use up the key, because what it was for has not happened.</param>
public sealed record Once<TResult>(
    ReadOnlyMemory<byte> Key,
    DateTimeOffset KeptUntil,
    Func<TResult, ReadOnlyMemory<byte>?> Receipt
)
{
    /// <summary>
    /// Whether a result shows by itself that the turn has not happened before. A behaviour is pure, so an engine may run it
    /// before it looks for the key, and need not look at all after such a result. Without it the key is always looked for.
    /// </summary>
    public Func<TResult, bool>? IsFirst { get; init; }
}
