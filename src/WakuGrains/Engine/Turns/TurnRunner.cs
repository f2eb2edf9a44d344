namespace WakuGrains.Engine.Turns;

/// <summary>The handle of one entity over its queue of turns.</summary>
internal abstract class TurnRunner<TState> : IEntityRunner<TState>
    where TState : class
{
    /// <inheritdoc/>
    public Task<TResult> TurnAsync<TResult>(
        Func<TState, Turn, Step<TState, TResult>> behaviour,
        CancellationToken cancellationToken
    ) => RunAsync(new PlainTurn<TState, TResult>(behaviour, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<TResult> TurnOnceAsync<TResult>(
        Once<TResult> once,
        Func<ReadOnlyMemory<byte>, TResult> replay,
        Func<TState, Turn, Step<TState, TResult>> behaviour,
        CancellationToken cancellationToken
    ) => RunAsync(new OnceTurn<TState, TResult>(once, replay, behaviour, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<TResult> ReadAsync<TResult>(Func<TState, TResult> query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return FindCommitted() is { } state
            ? Task.FromResult(query(state))
            : TurnAsync((loaded, _) => Step.Unchanged(loaded, query(loaded)), cancellationToken);
    }

    /// <summary>The committed state, or null when it is not in memory.</summary>
    protected abstract TState? FindCommitted();

    /// <summary>Puts a turn into the queue.</summary>
    protected abstract void Enqueue(PendingTurn<TState> turn);

    private Task<TResult> RunAsync<TResult>(PendingTurn<TState, TResult> turn, CancellationToken cancellationToken)
    {
        Enqueue(turn);
        return cancellationToken.CanBeCanceled ? turn.Task.WaitAsync(cancellationToken) : turn.Task;
    }
}
