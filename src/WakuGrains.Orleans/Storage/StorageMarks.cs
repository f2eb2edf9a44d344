using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Storage;

/// <summary>
/// The mark of a storage that is not to be served, beside its data key: every silo looks for it before it reads the key, and
/// without the key it reads nothing.
/// </summary>
internal sealed class StorageMarks(IServiceProvider services)
{
    private const string Place = "mark";

    /// <summary>What the rows that are the storage's own belong to.</summary>
    public static GrainId Owner { get; } = GrainId.Create("wakugrains-data-key", "1");

    private IGrainStorage Storage => services.GetRequiredKeyedService<IGrainStorage>(WakuStorage.ProviderName);

    /// <summary>Refuses a storage that has a mark.</summary>
    /// <exception cref="StoreUnavailableException">It has; the message says which and what to do.</exception>
    public async Task RefuseMarkedAsync()
    {
        var mark = await ReadAsync();
        if (mark.State is { Reason: not MarkReason.None } found)
            throw Refusal(found);
    }

    /// <summary>Reads the mark, to be replaced later.</summary>
    public async Task<GrainState<StoredMark>> ReadAsync()
    {
        var mark = new GrainState<StoredMark>(new StoredMark());
        await StorageFaults.RunAsync(() => Storage.ReadStateAsync(Place, Owner, mark));
        return mark;
    }

    /// <summary>Replaces a mark that was read.</summary>
    /// <exception cref="InconsistentStateException">Somebody else has replaced it.</exception>
    public Task WriteAsync(GrainState<StoredMark> mark, MarkReason reason, DateTimeOffset since)
    {
        mark.State = new StoredMark { Reason = reason, Since = since };
        return StorageFaults.RunAsync(() => Storage.WriteStateAsync(Place, Owner, mark));
    }

    /// <summary>Takes a mark away that was read or written.</summary>
    /// <exception cref="InconsistentStateException">Somebody else has replaced it.</exception>
    public Task ClearAsync(GrainState<StoredMark> mark) =>
        StorageFaults.RunAsync(() => Storage.ClearStateAsync(Place, Owner, mark));

    /// <summary>Why a storage with a mark is not to be used.</summary>
    public static StoreUnavailableException Refusal(StoredMark mark) =>
        new(
            mark.Reason switch
            {
                MarkReason.Exporting =>
                    $"The cluster's storage is being exported since {mark.Since:u} and is not served meanwhile. If that export is dead, export again: one that is broken off in order gives the storage free.",
                MarkReason.Exported =>
                    $"The cluster's storage was exported at {mark.Since:u} and is not served any more: its sessions go on where the archive is imported. Import the archive into a cluster of another name and serve that one; if the archive is lost, export again.",
                MarkReason.Importing =>
                    $"The cluster's storage is not whole: an import into it began at {mark.Since:u} and did not end. Import the archive into a cluster of another name.",
                _ => throw new ArgumentOutOfRangeException(nameof(mark), mark.Reason, "No mark."),
            }
        );
}
