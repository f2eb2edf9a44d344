using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Outbox;

/// <summary>
/// Hands committed envelopes to the node: in order for each lane, many lanes at once, the same bytes again until the node has
/// taken them. At the start it takes up what a crash left behind.
/// </summary>
public sealed class OutboxPublisher : IHostedLifecycleService, IAsyncDisposable
{
    private readonly IEntityStore store;
    private readonly RetryPause pause;
    private readonly OutboxCourier courier;
    private readonly int window;
    private readonly ConcurrentDictionary<string, OutboxLane> lanes = new(StringComparer.Ordinal);
    private volatile bool started;
    private volatile bool caughtUp;

    /// <summary>Creates the publisher; nothing is published before the start.</summary>
    public OutboxPublisher(
        IEntityStore store,
        IWakuNode node,
        TimeProvider time,
        IRandomSource random,
        IOptions<EmbeddedOptions> options,
        ILogger<OutboxPublisher> logger
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        this.store = store;
        window = options.Value.PublishWindow;
        pause = new RetryPause(time, random);
        var marker = new OutboxMarker(store, pause, logger);
        courier = new OutboxCourier(store, node, marker, pause, options.Value.PublishConcurrency, logger);
    }

    /// <summary>Lanes that have something to publish.</summary>
    public int LaneCount => lanes.Count;

    /// <summary>Takes entries that have just been committed. Before the start nothing is taken: the start reads the store.</summary>
    public void Enqueue(ImmutableArray<OutboxEntry> entries)
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

    /// <summary>Takes up what was committed and not published. Runs after the node is listened to.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        started = true;
        await foreach (var lane in store.ListOutboxLanesAsync(cancellationToken))
            Recheck(lane);
        // From here on a lane that is new has nothing in the store but what it is offered.
        caughtUp = true;
    }

    /// <summary>Stops publishing. What is under way is published again at the next start, with the same bytes.</summary>
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
        pause.Dispose();
        courier.Dispose();
        return ValueTask.CompletedTask;
    }

    private OutboxLane Lane(string name)
    {
        if (lanes.TryGetValue(name, out var present))
            return present;
        var created = new OutboxLane(name, window, courier, hasMoreInStore: !caughtUp);
        var lane = lanes.GetOrAdd(name, created);
        if (ReferenceEquals(lane, created))
            _ = ForgetWhenRetiredAsync(name, lane);
        return lane;
    }

    private async Task ForgetWhenRetiredAsync(string name, OutboxLane lane)
    {
        await lane.Retired;
        lanes.TryRemove(new KeyValuePair<string, OutboxLane>(name, lane));
    }

    private void Forget(string name)
    {
        if (lanes.TryGetValue(name, out var lane) && lane.Retired.IsCompleted)
            lanes.TryRemove(new KeyValuePair<string, OutboxLane>(name, lane));
    }
}
