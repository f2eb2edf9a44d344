using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Storage;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Cluster;

/// <summary>
/// Stands before the storage provider of a cluster under test: gives each run a place of its own, lets commits of ledgers pass
/// through a gate, and can be closed as if every silo had died.
/// </summary>
internal sealed class RunStorage
{
    private readonly ConcurrentDictionary<GrainId, bool> seen = new();
    private int writes;
    private int reads;

    /// <summary>The run; what was stored in another is not there.</summary>
    public int Run { get; private set; }

    /// <summary>What commits pass through.</summary>
    public CommitGate Gate { get; private set; } = new();

    /// <summary>Whether nothing can be written any more.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Rows that were written.</summary>
    public int Writes => Volatile.Read(ref writes);

    /// <summary>Rows that were read.</summary>
    public int Reads => Volatile.Read(ref reads);

    /// <summary>Every grain that has read something.</summary>
    public IReadOnlyCollection<GrainId> Seen => [.. seen.Keys];

    /// <summary>Begins a run with nothing stored.</summary>
    public void Begin(CommitGate gate)
    {
        seen.Clear();
        Run++;
        Gate = gate;
    }

    /// <summary>A provider in front of another.</summary>
    public IGrainStorage Before(IGrainStorage inner) => new Provider(this, inner);

    private GrainId Place(GrainId grain) =>
        // The data key is the storage's, not a run's.
        grain.Type.ToString() == "wakugrains-data-key"
            ? grain
            : GrainId.Create(grain.Type, $"{Run}-{grain.Key}");

    private sealed class Provider(RunStorage run, IGrainStorage inner) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            run.seen[grainId] = true;
            Interlocked.Increment(ref run.reads);
            return inner.ReadStateAsync(stateName, run.Place(grainId), grainState);
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            async Task<bool> WriteAsync()
            {
                Interlocked.Increment(ref run.writes);
                await inner.WriteStateAsync(stateName, run.Place(grainId), grainState);
                return true;
            }

            if (run.IsClosed)
                throw new StoreUnavailableException("The silo is dead.");
            return stateName == EntityStorage.MainRow && grainId.Type.ToString() == "ledger"
                ? run.Gate.PassAsync(WriteAsync)
                : WriteAsync();
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            run.IsClosed
                ? throw new StoreUnavailableException("The silo is dead.")
                : inner.ClearStateAsync(stateName, run.Place(grainId), grainState);
    }
}
