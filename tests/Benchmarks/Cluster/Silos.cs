using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Storage;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;
using WakuGrains.Testing;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>The silos of a cluster, as an operator has them: hosts of their own that talk over TCP. All in this process.</summary>
internal sealed class Silos : IAsyncDisposable
{
    // The machine may be busy with others: a silo that is slow is not to be taken for dead.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<IHost> hosts = [];

    private Silos() { }

    /// <summary>The services of each silo.</summary>
    public IReadOnlyList<IServiceProvider> Services => hosts.ConvertAll(host => host.Services);

    /// <summary>Starts a cluster.</summary>
    /// <param name="count">Silos.</param>
    /// <param name="name">The cluster's name.</param>
    /// <param name="tables">How to reach the table service that keeps everything; null to keep it in memory.</param>
    /// <param name="probe">Counts what is asked of the storage.</param>
    /// <param name="configure">Registers what the silos have besides.</param>
    public static async Task<Silos> StartAsync(
        int count,
        string name,
        string? tables,
        StorageProbe probe,
        Action<IServiceCollection> configure
    )
    {
        var ports = FreePorts.Find(2 * count);
        var silos = new Silos();
        for (var silo = 0; silo < count; silo++)
        {
            var options = new ClusterHostOptions
            {
                Kind = tables is null ? ClusterKind.Localhost : ClusterKind.AzureTable,
                ConnectionString = tables,
                SiloPort = ports[2 * silo],
                GatewayPort = ports[(2 * silo) + 1],
                PrimaryPort = silo == 0 ? null : ports[0],
                ClusterId = name,
            };
            var host = Build(options, probe, configure);
            silos.hosts.Add(host);
            await host.StartAsync();
        }

        return silos;
    }

    /// <summary>Stops them, the first one last: it knows of the others.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(hosts))
        {
            await host.StopAsync();
            if (host is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
            else
                host.Dispose();
        }
    }

    private static IHost Build(ClusterHostOptions options, StorageProbe probe, Action<IServiceCollection> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IKeyProtector>(PlainKeyProtector.Instance);
        builder.Services.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = Patience);
        builder.Services.Configure<ClusterMembershipOptions>(membership => membership.ProbeTimeout = Patience);
        configure(builder.Services);
        builder.AddWakuGrainsCluster(options);
        builder.Services.Decorate<IGrainStorage>(WakuStorage.ProviderName, probe.Before);
        builder.Services.Decorate<IReminderTable>(probe.Before);
        return builder.Build();
    }
}
