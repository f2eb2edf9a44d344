using System.Collections.Immutable;
using System.Runtime.InteropServices;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Engine;

/// <summary>An entity in memory, whatever its state.</summary>
internal abstract class Activation
{
    /// <summary>When the last turn ended, in ticks.</summary>
    public abstract long UsedAt { get; }

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
    private long usedAt = engine.Time.GetUtcNow().UtcTicks;
    private volatile TState? committed;

    /// <inheritdoc/>
    public override long UsedAt => Volatile.Read(ref usedAt);

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
                Volatile.Write(ref usedAt, engine.Time.GetUtcNow().UtcTicks);
                running = false;
                return null;
            }

            var turns = new List<PendingTurn<TState>>(Math.Min(queue.Count, MaxBatch));
            while (turns.Count < MaxBatch && queue.TryDequeue(out var turn))
                turns.Add(turn);
            return turns;
        }
    }

    // Topics come before the callers hear of the commit: what a caller is answered with may be answered to at once. Nothing
    // that goes wrong after the commit undoes it.
#pragma warning disable CA1031 // A failed load or commit is handed to every caller of the batch; nothing is swallowed.
    private async Task RunBatchAsync(List<PendingTurn<TState>> turns)
    {
        Done done;
        try
        {
            done = await RunTurnsAsync(turns);
        }
        catch (Exception exception)
        {
            Drop(turns, exception);
            return;
        }

        await engine.Effects.ListenAsync(done.Effects);
        foreach (var turn in turns)
            turn.Complete();
        engine.Effects.Announce(done.Receipt);
    }
#pragma warning restore CA1031

    private async Task<Done> RunTurnsAsync(List<PendingTurn<TState>> turns)
    {
        var state = committed ??= await LoadAsync();
        var batch = new TurnBatch<TState>(definition, key, state, engine.NewTurn(), engine.Store);
        foreach (var turn in turns)
            await turn.RunAsync(batch);
        var done = await CommitAsync(batch);
        // Also when nothing was stored: what is in no record, such as a freshly signed bundle, is kept in memory.
        committed = batch.State;
        batch.WipeSuperseded();
        return done;
    }

    private async Task<Done> CommitAsync(TurnBatch<TState> batch)
    {
        if (batch.ToCommit(version) is not { } commit)
            return new([], null);
        var receipt = await engine.Store.CommitAsync(commit, CancellationToken.None);
        version = receipt.Version;
        return new(commit.Effects, receipt);
    }

    private async Task<TState> LoadAsync()
    {
        var stored = await engine.Store.ReadAsync(definition.Kind, key, definition.Parts, CancellationToken.None);
        version = stored.Version;
        return definition.Decode(key, stored.Parts);
    }

    // The next turn reads again what is really stored: whether a failed commit was written is not known.
    private void Drop(List<PendingTurn<TState>> turns, Exception exception)
    {
        committed = null;
        foreach (var turn in turns)
            turn.Fail(exception);
        if (exception is StoreUnavailableException)
            engine.Effects.Recheck(key);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Done(ImmutableArray<Effect> Effects, CommitReceipt? Receipt);
}
