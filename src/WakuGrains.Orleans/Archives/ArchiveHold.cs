using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Archives;

/// <summary>
/// Has the storage for itself. The mark is written while no other silo is in the cluster, and then it is looked again: a silo joins
/// the cluster before it looks for the mark, so that one of the two sees the other. For one caller at a time.
/// </summary>
internal sealed class ArchiveHold(StorageMarks marks, ISoleSilo sole, TimeProvider time) : IHostedService
{
    private GrainState<StoredMark>? held;

    /// <summary>Takes the storage so that it can be read; one that was exported before stays what it is.</summary>
    /// <exception cref="StoreUnavailableException">It is not free, or not whole.</exception>
    public async Task TakeForExportAsync(CancellationToken cancellationToken)
    {
        if (held is not null)
            return;
        await sole.RequireAsync(cancellationToken);
        var mark = await marks.ReadAsync();
        if (mark.State!.Reason == MarkReason.Importing)
            throw StorageMarks.Refusal(mark.State);
        if (mark.State.Reason != MarkReason.Exported)
            await TakeAsync(mark, MarkReason.Exporting, () => sole.RequireAsync(cancellationToken));
        held = mark;
    }

    /// <summary>The storage was exported: it stays marked.</summary>
    public async Task SealAsync()
    {
        if (held?.State?.Reason == MarkReason.Exporting)
            await WriteAsync(held, MarkReason.Exported);
    }

    /// <summary>Takes the storage so that it can be written; it stays marked until the import has ended.</summary>
    /// <param name="requireEmpty">Throws when there is something in it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreUnavailableException">It is not free, or has a mark already.</exception>
    public async Task TakeForImportAsync(Func<Task> requireEmpty, CancellationToken cancellationToken)
    {
        await sole.RequireAsync(cancellationToken);
        var mark = await marks.ReadAsync();
        if (mark.State!.Reason != MarkReason.None)
            throw StorageMarks.Refusal(mark.State);
        await TakeAsync(
            mark,
            MarkReason.Importing,
            async () =>
            {
                await sole.RequireAsync(cancellationToken);
                await requireEmpty();
            }
        );
        held = mark;
    }

    /// <summary>The import has ended: the storage can be served.</summary>
    public async Task CompleteImportAsync()
    {
        await marks.ClearAsync(held ?? throw new InvalidOperationException("No import has begun."));
        held = null;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gives the storage free when it was read and not sealed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var mark = held;
        held = null;
        if (mark?.State?.Reason == MarkReason.Exporting)
            await marks.ClearAsync(mark);
    }

    private async Task TakeAsync(GrainState<StoredMark> mark, MarkReason reason, Func<Task> requireFree)
    {
        await WriteAsync(mark, reason);
        try
        {
            await requireFree();
        }
        catch
        {
            await marks.ClearAsync(mark);
            throw;
        }
    }

    private async Task WriteAsync(GrainState<StoredMark> mark, MarkReason reason)
    {
        try
        {
            await marks.WriteAsync(mark, reason, time.GetUtcNow());
        }
        catch (InconsistentStateException exception)
        {
            throw new StoreUnavailableException(
                "Another export or import of the cluster's storage began at the same time.",
                exception
            )
            {
                IsInUse = true,
            };
        }
    }
}
