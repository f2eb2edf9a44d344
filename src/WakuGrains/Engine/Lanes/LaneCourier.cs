using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Engine.Lanes;

/// <summary>
/// Carries single entries, the same again until they are taken, and notes in the store that they are. Knows nothing of their
/// order.
/// </summary>
/// <param name="store">Where the entries wait.</param>
/// <param name="traffic">Who takes them.</param>
/// <param name="pause">What is between two attempts.</param>
/// <param name="concurrency">How many of all lanes may be under way.</param>
internal sealed class LaneCourier<TEntry>(
    ILaneStore<TEntry> store,
    ILaneTraffic<TEntry> traffic,
    RetryPause pause,
    int concurrency
) : ILaneCourier<TEntry>, IDisposable
    where TEntry : LaneEntry
{
    // Bytes of entries in memory: beyond it every lane keeps one in hand and leaves the others in the store.
    private const long CrowdedBytes = 64 * 1024 * 1024;

    // What an entry takes besides what it brings, roughly.
    private const long EntryBytes = 512;

    private readonly LaneMarker marker = new(store.MarkAsync, traffic.NotMarked, pause);
    private readonly SemaphoreSlim slots = new(concurrency);
    private long held;

    /// <inheritdoc/>
    public bool IsStopping => pause.IsStopping;

    /// <inheritdoc/>
    public bool IsCrowded => Volatile.Read(ref held) >= CrowdedBytes;

    /// <inheritdoc/>
    public void Hold(TEntry entry) => Interlocked.Add(ref held, SizeOf(entry));

    /// <inheritdoc/>
    public void LetGo(TEntry entry) => Interlocked.Add(ref held, -SizeOf(entry));

    /// <inheritdoc/>
    public Task WaitForSlotAsync() => slots.WaitAsync();

    /// <inheritdoc/>
    public async Task<Task> CarryAsync(TEntry entry)
    {
        for (var attempt = 0; ; attempt++)
        {
            switch (await TryHandOverAsync(entry, attempt))
            {
                case Handover.Taken:
                    return marker.MarkAsync(entry.Id);
                case Handover.PutAside:
                    return Task.CompletedTask;
            }

            if (!await pause.WaitAsync(attempt))
                return Task.CompletedTask;
            await WaitForSlotAsync();
        }
    }

#pragma warning disable CA1031 // Nothing is swallowed: it is logged and tried again. A lane must not stand still for a fault.
    /// <inheritdoc/>
    public async Task<ImmutableArray<TEntry>> ReadAsync(string lane, long afterId, int limit)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await store.ReadAsync(lane, afterId, limit);
            }
            catch (Exception exception)
            {
                traffic.NotRead(exception, attempt + 1);
            }

            if (!await pause.WaitAsync(attempt))
                return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => slots.Dispose();

    private long SizeOf(TEntry entry) => EntryBytes + traffic.SizeOf(entry);

    // The slot is free again during the pause after a failure: one that is refused for long must not hold up the others.
    private async Task<Handover> TryHandOverAsync(TEntry entry, int attempt)
    {
        try
        {
            return IsStopping ? Handover.Failed : await traffic.HandOverAsync(entry, pause.Stopping);
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            return Handover.Failed;
        }
        catch (Exception exception)
        {
            traffic.NotTaken(entry, exception, attempt + 1);
            return Handover.Failed;
        }
        finally
        {
            slots.Release();
        }
    }
#pragma warning restore CA1031
}
