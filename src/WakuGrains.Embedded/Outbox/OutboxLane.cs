using WakuGrains.Ports;

namespace WakuGrains.Embedded.Outbox;

/// <summary>
/// The envelopes of one entity on their way: begun in order, a bounded number under way at once. After a pause the first goes
/// alone, so that a receiver in this process that has to wake up takes it before the others come.
/// </summary>
internal sealed class OutboxLane(int window, Func<OutboxEntry, Task> publish)
{
    private readonly Lock gate = new();
    private readonly Queue<OutboxEntry> waiting = new();
    private long lastId;
    private int underWay;
    private int open = 1;
    private bool pumping;
    private bool closed;
    private TaskCompletionSource? idle;

    /// <summary>Completes when nothing waits or is under way. Nothing may be enqueued meanwhile.</summary>
    public Task Idle
    {
        get
        {
            lock (gate)
            {
                if (underWay == 0 && waiting.Count == 0)
                    return Task.CompletedTask;
                idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return idle.Task;
            }
        }
    }

    /// <summary>
    /// Adds an entry; one that came before is left out. A lane that has been put away takes none: <see langword="false"/>.
    /// </summary>
    public bool TryEnqueue(OutboxEntry entry)
    {
        lock (gate)
        {
            if (closed)
                return false;
            if (entry.Id <= lastId)
                return true;
            lastId = entry.Id;
            waiting.Enqueue(entry);
        }

        Pump();
        return true;
    }

    /// <summary>Puts the lane away if nothing waits or is under way.</summary>
    public bool TryClose()
    {
        lock (gate)
        {
            closed = closed || (underWay == 0 && waiting.Count == 0);
            return closed;
        }
    }

    // One thread at a time takes entries, so that they begin in order; publish runs to its first await inside.
    private void Pump()
    {
        while (TryTake(out var entry))
            _ = RunAsync(entry!);
    }

    private bool TryTake(out OutboxEntry? entry)
    {
        entry = null;
        lock (gate)
        {
            if (pumping || underWay >= open || !waiting.TryDequeue(out entry))
                return false;
            underWay++;
            pumping = true;
            return true;
        }
    }

    private async Task RunAsync(OutboxEntry entry)
    {
        var publishing = publish(entry);
        lock (gate)
            pumping = false;
        await publishing;
        lock (gate)
        {
            underWay--;
            var isEmpty = underWay == 0 && waiting.Count == 0;
            open = isEmpty ? 1 : window;
            if (isEmpty)
                idle?.TrySetResult();
        }

        Pump();
    }
}
