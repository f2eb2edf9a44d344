using WakuGrains.Ports;

namespace WakuGrains.Engine.Turns;

/// <summary>
/// A turn that waits for its entity. Its caller is told only when the batch is durable, of a failure too: what a behaviour saw
/// may not come to pass.
/// </summary>
internal abstract class PendingTurn<TState>
    where TState : class
{
    /// <summary>Runs the behaviour over the batch's state. A fault of the behaviour is the caller's alone.</summary>
    public abstract ValueTask RunAsync(TurnBatch<TState> batch);

    /// <summary>The batch is durable.</summary>
    public abstract void Complete();

    /// <summary>The batch did not happen.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>A turn with its result.</summary>
internal abstract class PendingTurn<TState, TResult>(CancellationToken cancellationToken) : PendingTurn<TState>
    where TState : class
{
    private readonly TaskCompletionSource<TResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? result;
    private Exception? fault;

    /// <summary>What the caller waits for.</summary>
    public Task<TResult> Task => completion.Task;

    /// <inheritdoc/>
#pragma warning disable CA1031 // Whatever a behaviour throws belongs to its caller; the other turns of the batch go on.
    public sealed override async ValueTask RunAsync(TurnBatch<TState> batch)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            completion.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            result = await DecideAsync(batch);
        }
        catch (Exception exception)
        {
            fault = exception;
        }
    }
#pragma warning restore CA1031

    /// <inheritdoc/>
    public sealed override void Complete()
    {
        if (fault is null)
            completion.TrySetResult(result!);
        else
            completion.TrySetException(fault);
    }

    /// <inheritdoc/>
    public sealed override void Fail(Exception exception) => completion.TrySetException(exception);

    /// <summary>Runs the behaviour and takes its step into the batch.</summary>
    protected abstract ValueTask<TResult> DecideAsync(TurnBatch<TState> batch);
}

/// <summary>A plain turn.</summary>
internal sealed class PlainTurn<TState, TResult>(
    Func<TState, Turn, Step<TState, TResult>> behaviour,
    CancellationToken cancellationToken
) : PendingTurn<TState, TResult>(cancellationToken)
    where TState : class
{
    /// <inheritdoc/>
    protected override ValueTask<TResult> DecideAsync(TurnBatch<TState> batch)
    {
        var step = batch.Try(behaviour);
        batch.Accept(step);
        return new(step.Result);
    }
}

/// <summary>A turn that happens at most once for its key.</summary>
internal sealed class OnceTurn<TState, TResult>(
    Once<TResult> once,
    Func<ReadOnlyMemory<byte>, TResult> replay,
    Func<TState, Turn, Step<TState, TResult>> behaviour,
    CancellationToken cancellationToken
) : PendingTurn<TState, TResult>(cancellationToken)
    where TState : class
{
    /// <inheritdoc/>
    protected override async ValueTask<TResult> DecideAsync(TurnBatch<TState> batch)
    {
        // A behaviour is pure: what it comes to is dropped when the turn has happened already.
        var early = once.IsFirst is null ? (Step<TState, TResult>?)null : batch.Try(behaviour);
        if (early is { } step && once.IsFirst!(step.Result))
            return Accept(batch, step);
        if (await batch.FindOnceAsync(once.Key) is not { } receipt)
            return Accept(batch, early ?? batch.Try(behaviour));
        if (early is { } repeated)
            batch.Drop(repeated);
        return replay(receipt);
    }

    private TResult Accept(TurnBatch<TState> batch, in Step<TState, TResult> step)
    {
        if (once.Receipt(step.Result) is { } made)
            batch.Accept(step, new OnceWrite(once.Key, made, once.KeptUntil));
        else
            batch.Accept(step);
        return step.Result;
    }
}
