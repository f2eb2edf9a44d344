using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
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
public sealed class OutboxPublisher(
    IEntityStore store,
    IWakuNode node,
    TimeProvider time,
    IRandomSource random,
    IOptions<EmbeddedOptions> options,
    ILogger<OutboxPublisher> logger
) : IHostedLifecycleService, IAsyncDisposable
{
    private const int BacklogPage = 500;

    private readonly int window = options.Value.PublishWindow;

    private readonly ConcurrentDictionary<string, OutboxLane> lanes = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly Channel<long> published = Channel.CreateUnbounded<long>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    private readonly Lock gate = new();
    private readonly List<OutboxEntry> early = [];
    private Task marking = Task.CompletedTask;
    private Phase phase = Phase.Stopped;

    /// <summary>Takes entries that have just been committed. Before the start nothing is taken: the start reads the store.</summary>
    public void Enqueue(ImmutableArray<OutboxEntry> entries)
    {
        if (entries.IsEmpty)
            return;
        lock (gate)
        {
            if (phase == Phase.CatchingUp)
                early.AddRange(entries);
            if (phase != Phase.Running)
                return;
        }

        foreach (var entry in entries)
            Dispatch(entry);
    }

    /// <summary>Puts away the lanes on which nothing is under way, so that memory follows the busy sessions. Returns how many.</summary>
    public int PutAwayIdle() => lanes.Count(lane => lane.Value.TryClose() && lanes.TryRemove(lane));

    /// <summary>Takes up what was committed and not published. Runs after the node is listened to.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            phase = Phase.CatchingUp;
        marking = MarkAsync();
        var last = 0L;
        while (await store.ReadOutboxAsync(last, BacklogPage, cancellationToken) is { IsEmpty: false } page)
        {
            foreach (var entry in page)
                Dispatch(entry);
            last = page[^1].Id;
        }

        // What was committed meanwhile and is not among the pages comes after them, so that each lane keeps its order.
        lock (gate)
        {
            foreach (var entry in early.Where(entry => entry.Id > last).OrderBy(entry => entry.Id))
                Dispatch(entry);
            early.Clear();
            phase = Phase.Running;
        }
    }

    /// <summary>Stops publishing. What is under way is published again at the next start, with the same bytes.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            phase = Phase.Stopped;
        await stopping.CancelAsync();
        await Task.WhenAll(lanes.Values.Select(lane => lane.Idle));
        published.Writer.TryComplete();
        await marking;
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
        stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Dispatch(OutboxEntry entry)
    {
        while (true)
        {
            var lane = lanes.GetOrAdd(
                entry.Lane,
                static (_, publisher) => new OutboxLane(publisher.window, publisher.PublishAsync),
                this
            );
            if (lane.TryEnqueue(entry))
                return;
            Forget(entry.Lane, lane);
        }
    }

    private void Forget(string name, OutboxLane lane) =>
        lanes.TryRemove(new KeyValuePair<string, OutboxLane>(name, lane));

    private async Task PublishAsync(OutboxEntry entry)
    {
        for (var attempt = 0; !stopping.IsCancellationRequested; attempt++)
        {
            try
            {
                await node.PublishAsync(entry.Envelope, stopping.Token);
                published.Writer.TryWrite(entry.Id);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever went wrong, the entry stays in the outbox and is tried again; nothing is given up silently.
            catch (Exception exception)
            {
                PublisherLog.Retrying(logger, exception, entry.Envelope.Hash.ToString(), attempt + 1);
            }
#pragma warning restore CA1031

            await WaitAsync(RetryDelay.After(attempt, random));
        }
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, time, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The loop of the caller ends.
        }
    }

    private async Task MarkAsync()
    {
        while (await published.Reader.WaitToReadAsync())
        {
            var ids = new List<long>();
            while (published.Reader.TryRead(out var id))
                ids.Add(id);
            await MarkAsync(ids);
        }
    }

    private async Task MarkAsync(List<long> ids)
    {
        try
        {
            await store.MarkPublishedAsync(ids, CancellationToken.None);
        }
        catch (StoreUnavailableException exception)
        {
            // They are published again at the next start, with the same bytes: receivers know them by their hash.
            PublisherLog.NotMarked(logger, exception, ids.Count);
        }
    }

    private enum Phase
    {
        Stopped,
        CatchingUp,
        Running,
    }
}
