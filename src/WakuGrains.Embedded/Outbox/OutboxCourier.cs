using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using WakuGrains.Embedded.Diagnostics;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Outbox;

/// <summary>
/// Carries single envelopes to the node, the same bytes again until it takes them, and notes in the store that it has. Knows
/// nothing of their order.
/// </summary>
internal sealed class OutboxCourier(
    IEntityStore store,
    IWakuNode node,
    OutboxMarker marker,
    RetryPause pause,
    int concurrency,
    ILogger logger
) : IOutboxCourier, IDisposable
{
    // Bytes of entries in memory: beyond it every lane keeps one in hand and leaves the others in the store.
    private const long CrowdedBytes = 64 * 1024 * 1024;

    // What an entry takes besides its payload, roughly.
    private const long EntryBytes = 512;

    private readonly SemaphoreSlim slots = new(concurrency);
    private long held;

    /// <inheritdoc/>
    public bool IsStopping => pause.IsStopping;

    /// <inheritdoc/>
    public bool IsCrowded => Volatile.Read(ref held) >= CrowdedBytes;

    /// <inheritdoc/>
    public void Hold(OutboxEntry entry) => Interlocked.Add(ref held, SizeOf(entry));

    /// <inheritdoc/>
    public void LetGo(OutboxEntry entry) => Interlocked.Add(ref held, -SizeOf(entry));

    /// <inheritdoc/>
    public Task WaitForSlotAsync() => slots.WaitAsync();

    /// <inheritdoc/>
    public async Task<Task> PublishAsync(OutboxEntry entry)
    {
        for (var attempt = 0; !await TryPublishAsync(entry, attempt); attempt++)
        {
            if (!await pause.WaitAsync(attempt))
                return Task.CompletedTask;
            await WaitForSlotAsync();
        }

        return marker.MarkAsync(entry.Id);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<OutboxEntry>> ReadAsync(string lane, long afterId, int limit)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await store.ReadOutboxAsync(lane, afterId, limit, CancellationToken.None);
            }
            catch (Exception exception) when (exception is StoreUnavailableException or StateFormatException)
            {
                PublisherLog.NotRead(logger, exception, attempt + 1);
            }

            if (!await pause.WaitAsync(attempt))
                return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    private static long SizeOf(OutboxEntry entry) => EntryBytes + entry.Envelope.Message.Payload.Length;

    // The slot is free again during the pause after a failure: one that is refused for long must not hold up the others.
#pragma warning disable CA1031 // Nothing is swallowed: it is logged and tried again. A lane must not stand still for a fault.
    private async Task<bool> TryPublishAsync(OutboxEntry entry, int attempt)
    {
        try
        {
            if (IsStopping)
                return false;
            await node.PublishAsync(entry.Envelope, pause.Stopping);
            StoreMetrics.Published.Add(1);
            return true;
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            return false;
        }
        catch (Exception exception)
        {
            StoreMetrics.Refused.Add(1);
            PublisherLog.Retrying(logger, exception, entry.Envelope.Hash.ToString(), attempt + 1);
            return false;
        }
        finally
        {
            slots.Release();
        }
    }
#pragma warning restore CA1031
}
