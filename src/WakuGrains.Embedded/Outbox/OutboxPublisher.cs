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

    private Task marking = Task.CompletedTask;
    private volatile bool started;

    /// <summary>Takes entries that have just been committed. Before the start nothing is taken: the start reads the store.</summary>
    public void Enqueue(ImmutableArray<OutboxEntry> entries)
    {
        if (!started)
            return;
        foreach (var entry in entries)
            Lane(entry.Lane).Enqueue(entry);
    }

    /// <summary>Takes up what was committed and not published. Runs after the node is listened to.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        marking = MarkAsync();
        var last = 0L;
        started = true;
        while (await store.ReadOutboxAsync(last, BacklogPage, cancellationToken) is { IsEmpty: false } page)
        {
            Enqueue(page);
            last = page[^1].Id;
        }
    }

    /// <summary>Stops publishing. What is under way is published again at the next start, with the same bytes.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        started = false;
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

    private OutboxLane Lane(string name) =>
        lanes.GetOrAdd(name, static (_, publisher) => new OutboxLane(publisher.window, publisher.PublishAsync), this);

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
            catch (Exception exception)
                when (exception
                        is WakuNodeException
                            or EnvelopeNotTakenException
                            or StoreUnavailableException
                            or StoreConflictException
                )
            {
                PublisherLog.Retrying(logger, exception, entry.Envelope.Hash.ToString(), attempt + 1);
            }

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
}
