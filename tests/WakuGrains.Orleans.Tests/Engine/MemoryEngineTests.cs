using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Tests.Cluster;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>Two silos over a storage in memory.</summary>
public sealed class MemoryEngineCluster : EngineCluster
{
    internal SharedMemory Memory { get; } = new();

    protected override void AddStorage(ISiloBuilder silo, string name) =>
        silo.Services.AddKeyedSingleton(
            name,
            (services, _) => Memory.With(services.GetRequiredKeyedService<IGrainStorageSerializer>(name))
        );
}

/// <summary>What every engine promises, of two silos over a storage in memory.</summary>
public sealed class MemoryEngineTests(MemoryEngineCluster cluster)
    : EngineConformance,
        IClassFixture<MemoryEngineCluster>
{
    protected override Task<IEngineUnderTest> StartAsync() => ClusterEngineUnderTest.StartAsync(cluster);
}
