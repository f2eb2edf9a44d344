using System.Collections.Immutable;
using System.Runtime.InteropServices;
using WakuGrains.Ports;

namespace WakuGrains.Engine.Turns;

/// <summary>The turns of an entity, whatever its state.</summary>
internal abstract class TurnQueue
{
    /// <summary>Runs batches until the queue is empty.</summary>
    public abstract Task RunAsync();
}

/// <summary>
/// The turns of one entity, one at a time over its committed state. What has queued up while a commit was under way is taken as
/// one batch, so that a busy entity is not bound by the latency of its storage. The same for every engine.
/// </summary>
internal sealed class TurnQueue<TState>(IEntityDefinition<TState> definition, string key, ITurnHost host) : TurnQueue
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

    /// <summary>The committed state, or null as long as it was not loaded.</summary>
    public TState? Committed => committed;

    /// <summary>Queues a turn; <see langword="false"/> when the queue is closed.</summary>
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

        host.Start(this);
        return true;
    }

    /// <summary>Closes it unless a turn waits or runs. A closed queue takes no turns.</summary>
    public bool TryClose()
    {
        lock (gate)
        {
            closed = closed || (!running && queue.Count == 0);
            return closed;
        }
    }

    /// <inheritdoc/>
    public override async Task RunAsync()
    {
        while (TakeFirst() is { } turn)
            await RunBatchAsync([turn]);
    }

    private PendingTurn<TState>? TakeFirst()
    {
        lock (gate)
        {
            if (queue.TryDequeue(out var turn))
                return turn;
            host.CameToRest();
            running = false;
            return null;
        }
    }

    private bool TryTakeNext(out PendingTurn<TState>? turn)
    {
        lock (gate)
            return queue.TryDequeue(out turn);
    }

#pragma warning disable CA1031 // Whatever fails is handed to every caller of the batch; nothing is swallowed.
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

        await AnswerAsync(turns, done);
        host.AfterAnswer(done.Receipt);
    }

    // Topics come before the callers hear of the commit: what a caller is answered with may be answered to at once. Nothing
    // that goes wrong after the commit undoes it.
    private async Task AnswerAsync(List<PendingTurn<TState>> turns, Done done)
    {
        try
        {
            await host.BeforeAnswerAsync(done.Effects);
        }
        catch (Exception exception)
        {
            foreach (var turn in turns)
                turn.Fail(exception);
            return;
        }

        foreach (var turn in turns)
            turn.Complete();
    }
#pragma warning restore CA1031

    private async Task<Done> RunTurnsAsync(List<PendingTurn<TState>> turns)
    {
        var state = committed ??= await LoadAsync();
        var batch = new TurnBatch<TState>(definition, key, state, host);
        await turns[0].RunAsync(batch);
        while (turns.Count < MaxBatch && !batch.IsFull && TryTakeNext(out var turn))
        {
            turns.Add(turn!);
            await turn!.RunAsync(batch);
        }

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
        var receipt = await host.CommitAsync(commit);
        version = receipt.Version;
        return new(commit.Effects, receipt);
    }

    private async Task<TState> LoadAsync()
    {
        var stored = await host.LoadAsync();
        version = stored.Version;
        return definition.Decode(key, stored.Parts);
    }

    // The next turn reads again what is really stored: whether a failed commit was written is not known.
    private void Drop(List<PendingTurn<TState>> turns, Exception exception)
    {
        committed = null;
        foreach (var turn in turns)
            turn.Fail(exception);
        host.Failed(exception);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Done(ImmutableArray<Effect> Effects, CommitReceipt? Receipt);
}
