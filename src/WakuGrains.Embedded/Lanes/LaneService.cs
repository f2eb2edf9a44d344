using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Lanes;

/// <summary>
/// Hands on what was committed: in order for each lane, many lanes at once, the same again until it is taken. At the start it
/// takes up what a crash left behind.
/// </summary>
public abstract class LaneService<TEntry> : IHostedLifecycleService, IAsyncDisposable
    where TEntry : LaneEntry
{
    private readonly IListedLaneStore<TEntry> store;
    private readonly RetryPause pause;
    private readonly LaneCourier<TEntry> courier;
    private readonly int window;
    private readonly ConcurrentDictionary<string, Lane<TEntry>> lanes = new(StringComparer.Ordinal);
    private volatile bool started;
    private volatile bool caughtUp;

    /// <summary>Creates the service; nothing is handed on before the start.</summary>
    /// <param name="store">Where the entries wait.</param>
    /// <param name="traffic">Who takes them.</param>
    /// <param name="window">How many entries of one lane may be under way.</param>
    /// <param name="concurrency">How many entries of all lanes may be under way.</param>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="random">Their jitter.</param>
    private protected LaneService(
        IListedLaneStore<TEntry> store,
        ILaneTraffic<TEntry> traffic,
        int window,
        int concurrency,
        TimeProvider time,
        IRandomSource random
    )
    {
        this.store = store;
        this.window = window;
        pause = new RetryPause(time, random);
        courier = new LaneCourier<TEntry>(store, traffic, pause, concurrency);
    }

    /// <summary>Lanes that have something to hand on.</summary>
    public int LaneCount => lanes.Count;

    /// <summary>Takes entries that have just been committed. Before the start nothing is taken: the start reads the store.</summary>
    public void Enqueue(ImmutableArray<TEntry> entries)
    {
        if (!started)
            return;
        foreach (var entry in entries)
            while (!Lane(entry.Lane).TryOffer(entry))
                Forget(entry.Lane);
    }

    /// <summary>Looks in the store for entries of a lane that were committed and, for a fault, not handed over.</summary>
    public void Recheck(string lane)
    {
        if (!started)
            return;
        while (!Lane(lane).TryRecheck())
            Forget(lane);
    }

    /// <summary>Takes up what was committed and not handed on. Runs after the node is listened to.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        started = true;
        await foreach (var lane in store.ListLanesAsync(cancellationToken))
            Recheck(lane);
        // From here on a lane that is new has nothing in the store but what it is offered.
        caughtUp = true;
    }

    /// <summary>Stops. What is under way is handed on again at the next start.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        started = false;
        await pause.StopAsync();
        await Task.WhenAll(lanes.Values.Select(lane => lane.Retired)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        pause.Dispose();
        courier.Dispose();
        return ValueTask.CompletedTask;
    }

    private Lane<TEntry> Lane(string name)
    {
        if (lanes.TryGetValue(name, out var present))
            return present;
        var created = new Lane<TEntry>(name, window, courier, hasMoreInStore: !caughtUp);
        var lane = lanes.GetOrAdd(name, created);
        if (ReferenceEquals(lane, created))
            _ = ForgetWhenRetiredAsync(name, lane);
        return lane;
    }

    private async Task ForgetWhenRetiredAsync(string name, Lane<TEntry> lane)
    {
        await lane.Retired;
        lanes.TryRemove(new KeyValuePair<string, Lane<TEntry>>(name, lane));
    }

    private void Forget(string name)
    {
        if (lanes.TryGetValue(name, out var lane) && lane.Retired.IsCompleted)
            lanes.TryRemove(new KeyValuePair<string, Lane<TEntry>>(name, lane));
    }
}
