using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Orleans.Storage;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>A storage provider whose calls are counted. It starts with its silo as the one behind it does.</summary>
internal sealed class ProbedStorage(IGrainStorage inner, StorageProbe probe)
    : IGrainStorage,
        ILifecycleParticipant<ISiloLifecycle>
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        probe.ReadingAsync(grainId, () => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        probe.WritingAsync(
            grainId,
            LengthOf(grainState.State),
            () => inner.WriteStateAsync(stateName, grainId, grainState)
        );

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        probe.DeletingAsync(grainId, () => inner.ClearStateAsync(stateName, grainId, grainState));

    public void Participate(ISiloLifecycle lifecycle) =>
        (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(lifecycle);

    private static long LengthOf<T>(T? state) => state is StoredRow row ? row.Content.Length : 0;
}
