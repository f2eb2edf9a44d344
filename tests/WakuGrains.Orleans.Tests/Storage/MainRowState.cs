using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Orleans.Storage;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>The main row of one entity as the runtime gives it to an activation, without a runtime.</summary>
internal sealed class MainRowState(IGrainStorage storage, GrainId grain) : IPersistentState<StoredRow>
{
    private readonly GrainState<StoredRow> state = new(new StoredRow());

    public StoredRow State
    {
        get => state.State!;
        set => state.State = value;
    }

    public string Etag => state.ETag!;

    public bool RecordExists => state.RecordExists;

    public Task ReadStateAsync() => storage.ReadStateAsync(EntityStorage.MainRow, grain, state);

    public Task WriteStateAsync() => storage.WriteStateAsync(EntityStorage.MainRow, grain, state);

    public Task ClearStateAsync() => storage.ClearStateAsync(EntityStorage.MainRow, grain, state);
}
