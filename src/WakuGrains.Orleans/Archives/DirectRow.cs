using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Orleans.Storage;

namespace WakuGrains.Orleans.Archives;

/// <summary>The main row of an entity without its grain.</summary>
internal sealed class DirectRow(IGrainStorage storage, GrainId grain) : IPersistentState<StoredRow>
{
    private readonly GrainState<StoredRow> row = new(new StoredRow());

    /// <inheritdoc/>
    public StoredRow State
    {
        get => row.State!;
        set => row.State = value;
    }

    /// <inheritdoc/>
    public string? Etag => row.ETag;

    /// <inheritdoc/>
    public bool RecordExists => row.RecordExists;

    /// <inheritdoc/>
    public Task ReadStateAsync() => storage.ReadStateAsync(EntityStorage.MainRow, grain, row);

    /// <inheritdoc/>
    public Task WriteStateAsync() => storage.WriteStateAsync(EntityStorage.MainRow, grain, row);

    /// <inheritdoc/>
    public Task ClearStateAsync() => storage.ClearStateAsync(EntityStorage.MainRow, grain, row);
}
