using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace WakuGrains.Orleans.Tests.Cluster;

/// <summary>
/// A storage in memory that outlives silos, with the ETags of table storage: what several silos of this process share. Only
/// serialised bytes are kept.
/// </summary>
internal sealed class SharedMemory
{
    private readonly Dictionary<(GrainId Grain, string Name), (BinaryData Content, long Version)> rows = [];
    private readonly Lock gate = new();
    private long last;

    /// <summary>What is stored, for tests that look at it or put it back.</summary>
    public IReadOnlyDictionary<(GrainId Grain, string Name), BinaryData> Rows
    {
        get
        {
            lock (gate)
                return rows.ToDictionary(row => row.Key, row => row.Value.Content);
        }
    }

    /// <summary>Puts a row somewhere, as somebody with access to the storage can.</summary>
    public void Put(GrainId grain, string name, BinaryData content)
    {
        lock (gate)
            rows[(grain, name)] = (content, ++last);
    }

    /// <summary>A provider over it.</summary>
    public IGrainStorage With(IGrainStorageSerializer serializer) => new Provider(this, serializer);

    private void Read<T>(string name, GrainId grain, IGrainState<T> state, IGrainStorageSerializer serializer)
    {
        lock (gate)
        {
            var exists = rows.TryGetValue((grain, name), out var row);
            state.RecordExists = exists;
            state.ETag = exists ? Text(row.Version) : null!;
            state.State = exists ? serializer.Deserialize<T>(row.Content) : Activator.CreateInstance<T>();
        }
    }

    private void Write<T>(string name, GrainId grain, IGrainState<T> state, BinaryData? content)
    {
        lock (gate)
        {
            var stored = rows.TryGetValue((grain, name), out var row) ? Text(row.Version) : null;
            if (stored != state.ETag)
                throw new InconsistentStateException("Somebody else wrote it.", stored ?? "none", state.ETag ?? "none");
            if (content is null)
                rows.Remove((grain, name));
            else
                rows[(grain, name)] = (content, ++last);
            state.ETag = content is null ? null! : Text(last);
            state.RecordExists = content is not null;
        }
    }

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    private sealed class Provider(SharedMemory memory, IGrainStorageSerializer serializer) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            memory.Read(stateName, grainId, grainState, serializer);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            memory.Write(stateName, grainId, grainState, serializer.Serialize(grainState.State));
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            memory.Write(stateName, grainId, grainState, null);
            return Task.CompletedTask;
        }
    }
}
