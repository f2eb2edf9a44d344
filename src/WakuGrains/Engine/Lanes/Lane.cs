using WakuGrains.Ports;

namespace WakuGrains.Engine.Lanes;

/// <summary>
/// The entries of one entity on their way: begun in order, a bounded number under way at once. What does not fit in memory
/// stays in the store and is read when there is room. After a pause the first goes alone, so that a receiver in this process
/// that has to wake up takes it before the others come.
/// </summary>
/// <param name="name">The lane.</param>
/// <param name="window">How many may be under way.</param>
/// <param name="courier">Does what the lane decides.</param>
/// <param name="hasMoreInStore">Whether the store may hold entries that are not offered.</param>
internal sealed class Lane<TEntry>(string name, int window, ILaneCourier<TEntry> courier, bool hasMoreInStore)
    where TEntry : LaneEntry
{
    private readonly Lock gate = new();
    private readonly Queue<TEntry> waiting = new();
    private readonly TaskCompletionSource retired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool hasMoreInStore = hasMoreInStore;
    private bool leftOutSinceRead;
    private long lastId;
    private int underWay;
    private int unmarked;
    private bool isAlone = true;
    private bool isPumping;

    /// <summary>Completes when the lane is done: nothing waits, nothing is under way, nothing is in the store.</summary>
    public Task Retired => retired.Task;

    // When much is in memory already a lane keeps one entry in hand.
    private int Room => courier.IsCrowded ? 1 : 2 * window;

    /// <summary>Takes an entry that has just been committed. <see langword="false"/> when the lane is done.</summary>
    public bool TryOffer(TEntry entry)
    {
        lock (gate)
        {
            if (retired.Task.IsCompleted)
                return false;
            if (entry.Id <= lastId)
                return true;
            if (hasMoreInStore || waiting.Count >= Room)
                hasMoreInStore = leftOutSinceRead = true;
            else
                Take(entry);
            Start();
            return true;
        }
    }

    /// <summary>Says that the store has entries which were not offered. <see langword="false"/> when the lane is done.</summary>
    public bool TryRecheck()
    {
        lock (gate)
        {
            if (retired.Task.IsCompleted)
                return false;
            hasMoreInStore = leftOutSinceRead = true;
            Start();
            return true;
        }
    }

    private void Take(TEntry entry)
    {
        lastId = entry.Id;
        waiting.Enqueue(entry);
        courier.Hold(entry);
    }

    // The pump has a thread of its own, so that whoever commits does not do the receivers' work.
    private void Start()
    {
        if (isPumping)
            return;
        isPumping = true;
        ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.PumpAsync(), this, preferLocal: false);
    }

    private async Task PumpAsync()
    {
        while (await NextAsync() is { } entry)
        {
            await courier.WaitForSlotAsync();
            _ = CarryAsync(entry);
        }
    }

    private async ValueTask<TEntry?> NextAsync()
    {
        while (true)
        {
            int room;
            lock (gate)
            {
                if (TryTakeNext(out var entry))
                    return entry;
                if (waiting.Count > 0 || !hasMoreInStore || courier.IsStopping)
                {
                    isPumping = false;
                    RetireWhenDone();
                    return null;
                }

                leftOutSinceRead = false;
                room = Room;
            }

            Refill(await courier.ReadAsync(name, lastId, room), room);
        }
    }

    private bool TryTakeNext(out TEntry? entry)
    {
        entry = null;
        if (courier.IsStopping || underWay >= (isAlone ? 1 : window) || !waiting.TryDequeue(out entry))
            return false;
        underWay++;
        return true;
    }

    private void Refill(IReadOnlyCollection<TEntry> page, int asked)
    {
        lock (gate)
        {
            foreach (var entry in page)
                Take(entry);
            hasMoreInStore = page.Count == asked || leftOutSinceRead;
        }
    }

    // Runs to the receiver's first await before it returns, so that entries begin in order.
    private async Task CarryAsync(TEntry entry)
    {
        var marked = await courier.CarryAsync(entry);
        lock (gate)
        {
            underWay--;
            unmarked++;
            isAlone = underWay == 0 && waiting.Count == 0;
            Start();
        }

        await marked;
        courier.LetGo(entry);
        lock (gate)
        {
            unmarked--;
            if (!isPumping)
                RetireWhenDone();
        }
    }

    private void RetireWhenDone()
    {
        if (courier.IsStopping)
        {
            while (waiting.TryDequeue(out var entry))
                courier.LetGo(entry);
            hasMoreInStore = false;
        }

        if (underWay + unmarked + waiting.Count == 0 && !hasMoreInStore)
            retired.TrySetResult();
    }
}
