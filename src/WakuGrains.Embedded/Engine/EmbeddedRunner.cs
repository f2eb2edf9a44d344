using WakuGrains.Engine;

namespace WakuGrains.Embedded.Engine;

/// <summary>The handle of one entity.</summary>
internal sealed class EmbeddedRunner<TState>(EmbeddedEngine engine, IEntityDefinition<TState> definition, string key)
    : IEntityRunner<TState>
    where TState : class
{
    /// <inheritdoc/>
    public Task<TResult> TurnAsync<TResult>(
        Func<TState, Turn, Step<TState, TResult>> behaviour,
        CancellationToken cancellationToken
    ) => Enqueue(new PlainTurn<TState, TResult>(behaviour, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<TResult> TurnOnceAsync<TResult>(
        Once<TResult> once,
        Func<ReadOnlyMemory<byte>, TResult> replay,
        Func<TState, Turn, Step<TState, TResult>> behaviour,
        CancellationToken cancellationToken
    ) => Enqueue(new OnceTurn<TState, TResult>(once, replay, behaviour, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<TResult> ReadAsync<TResult>(Func<TState, TResult> query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return engine.Activate(definition, key).Committed is { } state
            ? Task.FromResult(query(state))
            : TurnAsync((loaded, _) => Step.Unchanged(loaded, query(loaded)), cancellationToken);
    }

    private Task<TResult> Enqueue<TResult>(PendingTurn<TState, TResult> turn, CancellationToken cancellationToken)
    {
        while (true)
        {
            var activation = engine.Activate(definition, key);
            if (activation.TryEnqueue(turn))
                return cancellationToken.CanBeCanceled ? turn.Task.WaitAsync(cancellationToken) : turn.Task;
            engine.Forget(definition.Kind, key, activation);
        }
    }
}
