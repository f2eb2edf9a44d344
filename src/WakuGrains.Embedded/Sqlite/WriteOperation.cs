using WakuGrains.Ports;

namespace WakuGrains.Embedded.Sqlite;

/// <summary>
/// Something to write. What it comes to is told only when its transaction is durable: until then it can be undone and run
/// again.
/// </summary>
internal abstract class WriteOperation
{
    /// <summary>Runs inside the transaction. What is refused before anything is written is part of the outcome.</summary>
    public abstract void Run(WriteSession session);

    /// <summary>The transaction is durable: tells the outcome.</summary>
    public abstract void Complete();

    /// <summary>The operation did not happen.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>An operation with its result.</summary>
internal sealed class WriteOperation<T>(Func<WriteSession, T> operation) : WriteOperation
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private StoreConflictException? conflict;

    /// <summary>What the caller waits for.</summary>
    public Task<T> Task => completion.Task;

    /// <inheritdoc/>
    public override void Run(WriteSession session)
    {
        conflict = null;
        try
        {
            result = operation(session);
        }
        catch (StoreConflictException exception)
        {
            conflict = exception;
        }
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        if (conflict is null)
            completion.TrySetResult(result!);
        else
            completion.TrySetException(conflict);
    }

    /// <inheritdoc/>
    public override void Fail(Exception exception) => completion.TrySetException(exception);
}
