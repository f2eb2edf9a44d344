using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Engine;

/// <summary>An entity in memory, whatever its state.</summary>
internal abstract class Activation
{
    /// <summary>When the last turn ended.</summary>
    public abstract DateTimeOffset UsedAt { get; }

    /// <summary>Puts it away unless a turn waits or runs. A closed activation takes no turns.</summary>
    public abstract bool TryClose();
}

/// <summary>
/// One entity in memory: its committed state, its version and the queue of its turns. What has queued up while a commit was
/// under way is taken as one batch, so that a busy entity is not bound by the latency of the disk.
/// </summary>
internal sealed class Activation<TState>(IEntityDefinition<TState> definition, string key, EmbeddedEngine engine)
    : Activation,
        IThreadPoolWorkItem
    where TState : class
{
    // Bounds what one failed commit takes with it and how long the first caller of a batch waits.
    private const int MaxBatch = 256;

    private readonly Lock gate = new();
    private readonly Queue<PendingTurn<TState>> queue = new();
    private bool running;
    private bool closed;
    private long version;
    private volatile TState? committed;

    /// <inheritdoc/>
    public override DateTimeOffset UsedAt => usedAt;

    private DateTimeOffset usedAt = engine.Time.GetUtcNow();

    /// <summary>The committed state, or null as long as it was not loaded.</summary>
    public TState? Committed => committed;

    /// <summary>Queues a turn; <see langword="false"/> when the activation has been put away.</summary>
    public bool TryEnqueue(PendingTurn<TState> turn)
    {
        lock (gate)
        {
            if (closed)
                return false;
            queue.Enqueue(turn);
            if (running)
                return true;
            running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryClose()
    {
        lock (gate)
        {
            closed = closed || (!running && queue.Count == 0);
            return closed;
        }
    }

    /// <summary>Runs batches until the queue is empty.</summary>
    public void Execute() => _ = RunAsync();

    private async Task RunAsync()
    {
        while (NextBatch() is { } turns)
            await RunBatchAsync(turns);
    }

    private List<PendingTurn<TState>>? NextBatch()
    {
        lock (gate)
        {
            if (queue.Count == 0)
            {
                usedAt = engine.Time.GetUtcNow();
                running = false;
                return null;
            }

            var turns = new List<PendingTurn<TState>>(Math.Min(queue.Count, MaxBatch));
            while (turns.Count < MaxBatch && queue.TryDequeue(out var turn))
                turns.Add(turn);
            return turns;
        }
    }

#pragma warning disable CA1031 // A failed load or commit is handed to every caller of the batch; nothing is swallowed.
    private async Task RunBatchAsync(List<PendingTurn<TState>> turns)
    {
        try
        {
            var state = committed ?? await LoadAsync();
            var batch = new TurnBatch<TState>(definition, key, state, engine.NewTurn(), engine.Store);
            foreach (var turn in turns)
                await turn.RunAsync(batch);
            if (batch.ToCommit(version) is { } commit)
                await CommitAsync(commit);
            committed = batch.State;
            batch.WipeSuperseded();
        }
        catch (Exception exception)
        {
            // The next turn reads again what is really stored.
            committed = null;
            foreach (var turn in turns)
                turn.Fail(exception);
            return;
        }

        foreach (var turn in turns)
            turn.Complete();
    }
#pragma warning restore CA1031

    private async Task<TState> LoadAsync()
    {
        var stored = await engine.Store.ReadAsync(definition.Kind, key, definition.Parts, CancellationToken.None);
        version = stored.Version;
        return definition.Decode(key, stored.Parts);
    }

    private async Task CommitAsync(EntityCommit commit)
    {
        var receipt = await engine.Store.CommitAsync(commit, CancellationToken.None);
        version = receipt.Version;
        await engine.Effects.CarryOutAsync(commit.Effects, receipt);
    }
}
