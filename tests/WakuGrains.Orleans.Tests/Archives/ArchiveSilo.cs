using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.TestingHost;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Orleans.Tests.Messaging;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>A silo that exports or imports, alone in its cluster.</summary>
internal sealed class ArchiveSilo : IArchiveUnderTest
{
    private readonly InProcessTestCluster cluster;

    private ArchiveSilo(InProcessTestCluster cluster) => this.cluster = cluster;

    public IArchiveSource Source => cluster.Silos[0].ServiceProvider.GetRequiredService<IArchiveSource>();

    public IArchiveTarget Target => cluster.Silos[0].ServiceProvider.GetRequiredService<IArchiveTarget>();

    public static async Task<IArchiveUnderTest> StartAsync(ClusterWorld world)
    {
        var builder = new InProcessTestClusterBuilder(1);
        (builder.Options.ConfigureFileLogging, builder.Options.InitializeClientOnDeploy) = (false, false);
        builder.ConfigureSilo((_, silo) => Configure(silo, world));
        var deployed = builder.Build();
        await deployed.DeployAsync();
        return new ArchiveSilo(deployed);
    }

    /// <summary>Makes a silo one that exports or imports.</summary>
    public static void Configure(ISiloBuilder silo, ClusterWorld world)
    {
        world.AddTo(silo);
        silo.AddWakuGrainsArchive(options => options.Patience = TimeSpan.Zero);
        silo.Services.Configure<ClusterOptions>(options => options.PendingInterval = TimeSpan.FromSeconds(2));
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
