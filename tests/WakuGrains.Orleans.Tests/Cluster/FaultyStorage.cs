using Orleans.Runtime;
using Orleans.Storage;

namespace WakuGrains.Orleans.Tests.Cluster;

/// <summary>Stands before a storage provider, and lets calls fail by a plan: before they are done, or after.</summary>
/// <param name="inner">The provider.</param>
/// <param name="plan">What becomes of a call.</param>
internal sealed class FaultyStorage(IGrainStorage inner, Func<StorageCall, StorageFault> plan) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PassAsync(
            new(StorageOperation.Read, grainId, stateName),
            grainState,
            state => inner.ReadStateAsync(stateName, grainId, state)
        );

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PassAsync(
            new(StorageOperation.Write, grainId, stateName),
            grainState,
            state => inner.WriteStateAsync(stateName, grainId, state)
        );

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PassAsync(
            new(StorageOperation.Clear, grainId, stateName),
            grainState,
            state => inner.ClearStateAsync(stateName, grainId, state)
        );

    // Whoever does not get the answer does not learn the new ETag either.
    private async Task PassAsync<T>(StorageCall call, IGrainState<T> state, Func<IGrainState<T>, Task> operation)
    {
        var fault = plan(call);
        if (fault == StorageFault.Before)
            throw new IOException("The storage does not answer.");
        var done = new GrainState<T>(state.State!, state.ETag!) { RecordExists = state.RecordExists };
        await operation(done);
        if (fault == StorageFault.After)
            throw new IOException("The answer was lost.");
        (state.State, state.ETag, state.RecordExists) = (done.State!, done.ETag!, done.RecordExists);
    }
}
