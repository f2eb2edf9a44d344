#if ORLEANS_ENGINE
using WakuGrains.Orleans.Hosting;
#endif

namespace WakuGrains.Silo.Hosting;

/// <summary>The one place that knows whether this program was built with the cluster engine, and hands over to it.</summary>
internal static class ClusterEngine
{
    /// <summary>Whether the engine is there.</summary>
    public static bool IsThere =>
#if ORLEANS_ENGINE
        true;
#else
        false;
#endif

    /// <summary>Makes sure that the engine is there.</summary>
    /// <exception cref="SiloException">This program was built without it.</exception>
    public static void Require()
    {
        if (!IsThere)
            throw new SiloException(
                "This program was built without the cluster engine, because the packages of Orleans were not to be had: build it where they are, with OrleansEngine=true in the environment, or use --engine embedded."
            );
    }

    /// <summary>Makes sure that a silo of a cluster can start: its ports are free and its table service answers.</summary>
    /// <exception cref="SiloException">The engine is not there.</exception>
    /// <exception cref="IOException">A port cannot be listened on.</exception>
    /// <exception cref="Ports.StoreUnavailableException">The table service does not answer.</exception>
    public static Task CheckAsync(ClusterSettings settings, CancellationToken cancellationToken)
    {
        Require();
#if ORLEANS_ENGINE
        return ClusterPreflight.CheckAsync(Options(settings), cancellationToken);
#else
        return Task.CompletedTask;
#endif
    }

    /// <summary>Makes the host a silo of a cluster.</summary>
    /// <exception cref="SiloException">The engine is not there, or cannot read the connection string.</exception>
    public static void AddCluster(this IHostApplicationBuilder builder, ClusterSettings settings)
    {
        Require();
#if ORLEANS_ENGINE
        builder.AddWakuGrainsCluster(Options(settings));
#endif
    }

    /// <summary>Makes the host a silo that exports or imports what a cluster keeps, and serves nothing.</summary>
    /// <exception cref="SiloException">The engine is not there, the cluster keeps nothing, or the connection string cannot be read.</exception>
    public static void AddClusterArchive(this IHostApplicationBuilder builder, ClusterSettings settings)
    {
        Require();
        if (settings.Clustering == Clustering.Localhost)
            throw new SiloException(
                "A cluster in memory keeps nothing that could be exported or imported into: use --clustering azure-table."
            );
#if ORLEANS_ENGINE
        builder.AddWakuGrainsClusterArchive(Options(settings));
#endif
    }

#if ORLEANS_ENGINE
    private static ClusterHostOptions Options(ClusterSettings settings) =>
        new()
        {
            Kind = settings.Clustering switch
            {
                Clustering.Localhost => ClusterKind.Localhost,
                Clustering.AzureTable => ClusterKind.AzureTable,
                _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Clustering, "Not a kind."),
            },
            ConnectionString = settings.Tables?.ConnectionString,
            Address = settings.Address,
            SiloPort = settings.SiloPort,
            GatewayPort = settings.GatewayPort,
            PrimaryPort = settings.PrimaryPort,
            ClusterId = settings.ClusterId,
        };
#endif
}
