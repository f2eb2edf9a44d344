using Orleans.Storage;
using WakuGrains.Conformance;
using WakuGrains.Engine;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>Something for a ledger to do.</summary>
internal abstract class LedgerWork
{
    /// <summary>Whether it came to an end.</summary>
    public abstract bool IsDone { get; }

    /// <summary>Does it. Its caller is told what came of it; what the runtime has to know is thrown too.</summary>
    public abstract Task RunAsync(IEntityRunner<Ledger> runner);
}

/// <summary>Something for a ledger to do, with a result.</summary>
internal sealed class LedgerWork<TResult>(Func<IEntityRunner<Ledger>, Task<TResult>> work) : LedgerWork
{
    private readonly TaskCompletionSource<TResult> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What came of it.</summary>
    public Task<TResult> Result => done.Task;

    /// <inheritdoc/>
    public override bool IsDone => done.Task.IsCompleted;

    /// <inheritdoc/>
    public override async Task RunAsync(IEntityRunner<Ledger> runner)
    {
        try
        {
            done.SetResult(await work(runner));
        }
        catch (InconsistentStateException exception)
        {
            done.SetException(exception);
            throw;
        }
        catch (OperationCanceledException)
        {
            done.SetCanceled();
        }
        catch (Exception exception)
        {
            done.SetException(exception);
        }
    }
}
