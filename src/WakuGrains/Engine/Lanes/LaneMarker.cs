namespace WakuGrains.Engine.Lanes;

/// <summary>Notes in the store what was taken; what comes while one note is written goes with the next.</summary>
/// <param name="mark">Writes one note.</param>
/// <param name="notMarked">Is told of a note that could not be written, with the number of its entries.</param>
/// <param name="pause">What is between two attempts.</param>
internal sealed class LaneMarker(
    Func<IReadOnlyCollection<long>, Task> mark,
    Action<Exception, int> notMarked,
    RetryPause pause
)
{
    private readonly Lock gate = new();
    private Batch next = new();
    private bool isWriting;

    /// <summary>Notes one entry. Completes when it is durable, or when it will not be any more before the end.</summary>
    public Task MarkAsync(long id)
    {
        lock (gate)
        {
            var batch = next;
            batch.Ids.Add(id);
            if (!isWriting)
            {
                isWriting = true;
                _ = WriteAllAsync();
            }

            return batch.Done.Task;
        }
    }

    private async Task WriteAllAsync()
    {
        await Task.Yield();
        while (TakeBatch() is { } batch)
        {
            await WriteAsync(batch.Ids);
            batch.Done.SetResult();
        }
    }

    private Batch? TakeBatch()
    {
        lock (gate)
        {
            isWriting = next.Ids.Count > 0;
            if (!isWriting)
                return null;
            var batch = next;
            next = new Batch();
            return batch;
        }
    }

#pragma warning disable CA1031 // Nothing is swallowed: it is told and tried again. A marker that ended would mark nothing any more.
    private async Task WriteAsync(List<long> ids)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await mark(ids);
                return;
            }
            catch (Exception exception)
            {
                // At the end they stay as they are and are handed over again at the next start: who takes them knows a repeat.
                notMarked(exception, ids.Count);
            }

            if (!await pause.WaitAsync(attempt))
                return;
        }
    }
#pragma warning restore CA1031

    private sealed class Batch
    {
        public List<long> Ids { get; } = [];

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
