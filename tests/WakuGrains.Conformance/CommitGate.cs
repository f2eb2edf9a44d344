using WakuGrains.Ports;

namespace WakuGrains.Conformance;

/// <summary>When a commit fails.</summary>
public enum CommitFault
{
    None,
    BeforeWrite,
    AfterWrite,
}

/// <summary>Stands before the storage of an engine under test: commits fail on demand, or wait until they are let through.</summary>
public sealed class CommitGate
{
    private TaskCompletionSource open = Opened();
    private int commits;

    /// <summary>What happens to the next commit.</summary>
    public CommitFault NextCommit { get; set; }

    /// <summary>Commits that have passed.</summary>
    public int Commits => Volatile.Read(ref commits);

    /// <summary>Holds commits back until <see cref="LetThrough"/>.</summary>
    public void HoldBack() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetThrough() => open.SetResult();

    /// <summary>Lets a commit through when it is time.</summary>
    public async Task<T> PassAsync<T>(Func<Task<T>> commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        await open.Task;
        var fault = NextCommit;
        NextCommit = CommitFault.None;
        Interlocked.Increment(ref commits);
        if (fault == CommitFault.BeforeWrite)
            throw new StoreUnavailableException("The disk is full.");
        var result = await commit();
        return fault == CommitFault.AfterWrite ? throw new StoreUnavailableException("The answer was lost.") : result;
    }

    private static TaskCompletionSource Opened()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
