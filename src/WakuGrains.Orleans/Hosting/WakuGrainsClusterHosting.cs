using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Orleans.Reminders.AzureStorage;
using Orleans.Runtime.ReminderService;
using WakuGrains.Orleans.Storage;

namespace WakuGrains.Orleans.Hosting;

/// <summary>Makes a host a silo of a cluster with everything that WakuGrains needs, for hosts that know nothing of Orleans.</summary>
public static class WakuGrainsClusterHosting
{
    /// <summary>Adds a silo to a host: clustering, storage, reminders and the entities.</summary>
    /// <exception cref="ArgumentException">The connection string is missing or cannot be read.</exception>
    public static void AddWakuGrainsCluster(this IHostApplicationBuilder builder, ClusterHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        builder.UseOrleans(silo =>
        {
            Name(silo, options);
            if (options.Kind == ClusterKind.Localhost)
                AddLocalhost(silo, options);
            else
            {
                AddAzureTables(silo, options);
                silo.UseAzureTableReminderService((AzureTableReminderStorageOptions _) => { });
            }

            silo.AddWakuGrains();
        });
    }

    /// <summary>
    /// Adds a silo to a host that exports or imports the storage of a cluster and serves nothing; its ports are <c>IArchiveSource</c>
    /// and <c>IArchiveTarget</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The cluster keeps nothing, or the connection string is missing or cannot be read.</exception>
    public static void AddWakuGrainsClusterArchive(this IHostApplicationBuilder builder, ClusterHostOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Kind == ClusterKind.Localhost)
            throw new ArgumentException(
                "A cluster in memory has no storage to export or to import into.",
                nameof(options)
            );
        builder.UseOrleans(silo =>
        {
            Name(silo, options);
            AddAzureTables(silo, options with { GatewayPort = 0 });
            silo.Services.AddSingleton<IReminderTable, AzureBasedReminderTable>();
            silo.AddWakuGrainsArchive();
        });
    }

    private static void Name(ISiloBuilder silo, ClusterHostOptions options) =>
        silo.Configure<global::Orleans.Configuration.ClusterOptions>(cluster =>
            (cluster.ClusterId, cluster.ServiceId) = (options.ClusterId, options.ClusterId)
        );

    private static void AddLocalhost(ISiloBuilder silo, ClusterHostOptions options)
    {
        var primary = options.PrimaryPort is { } port ? new IPEndPoint(IPAddress.Loopback, port) : null;
        silo.UseLocalhostClustering(
            options.SiloPort,
            options.GatewayPort,
            primary,
            serviceId: options.ClusterId,
            clusterId: options.ClusterId
        );
        silo.AddMemoryGrainStorage(WakuStorage.ProviderName);
        silo.UseInMemoryReminderService();
    }

    private static void AddAzureTables(ISiloBuilder silo, ClusterHostOptions options)
    {
        var tables = new TableServiceClient(options.ConnectionString);
        silo.ConfigureEndpoints(options.Address, options.SiloPort, options.GatewayPort);
        silo.UseAzureStorageClustering(clustering => clustering.TableServiceClient = tables);
        silo.Configure<AzureTableReminderStorageOptions>(reminders => reminders.TableServiceClient = tables);
        silo.AddAzureTableGrainStorage(
            WakuStorage.ProviderName,
            storage => (storage.TableServiceClient, storage.DeleteStateOnClear) = (tables, true)
        );
    }
}
