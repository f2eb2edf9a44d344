using WakuGrains.Ports;

namespace WakuGrains.Silo.Hosting;

/// <summary>
/// What a silo keeps, opened to be exported or imported into and not to be served: the store in a data directory, or the storage of
/// a cluster.
/// </summary>
internal sealed class ArchiveStore : IAsyncDisposable
{
    private readonly IServiceProvider services;
    private readonly Func<ValueTask> close;

    private ArchiveStore(IServiceProvider services, Func<ValueTask> close) =>
        (this.services, this.close) = (services, close);

    /// <summary>What it is called in a sentence.</summary>
    public required string Name { get; init; }

    /// <summary>What an archive is imported into instead, when this one is in use.</summary>
    public required string NewOne { get; init; }

    /// <summary>What else is needed to serve it after an import, as a sentence with a space before it, or nothing.</summary>
    public string Needs { get; init; } = "";

    /// <summary>Reads it.</summary>
    public IArchiveSource Source => services.GetRequiredService<IArchiveSource>();

    /// <summary>Writes it.</summary>
    public IArchiveTarget Target => services.GetRequiredService<IArchiveTarget>();

    /// <summary>Opens it.</summary>
    /// <exception cref="SiloException">The cluster keeps nothing, or its connection string cannot be read.</exception>
    /// <exception cref="IOException">The silo's port cannot be listened on.</exception>
    /// <exception cref="StoreUnavailableException">The table service does not answer, or the silo cannot join the cluster.</exception>
    public static Task<ArchiveStore> OpenAsync(SiloOptions options, CancellationToken cancellationToken) =>
        options.Cluster is { } cluster
            ? OpenClusterAsync(options, cluster, cancellationToken)
            : Task.FromResult(OpenEmbedded(options));

    /// <summary>Gives it free.</summary>
    public ValueTask DisposeAsync() => close();

    private static ArchiveStore OpenEmbedded(SiloOptions options)
    {
        var provider = SiloServices.BuildUnstarted(options);
        return new(provider, provider.DisposeAsync) { Name = options.Data.Path, NewOne = "a new data directory" };
    }

    // A silo that serves nothing: it is in the cluster, so that others see it and it sees them.
    private static async Task<ArchiveStore> OpenClusterAsync(
        SiloOptions options,
        ClusterSettings cluster,
        CancellationToken cancellationToken
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddSiloLogging();
        builder.AddSiloArchive(options, cluster);
        await ClusterEngine.CheckAsync(cluster with { GatewayPort = 0 }, cancellationToken);
        var host = builder.Build();
        try
        {
            await host.StartOrStopAsync(cancellationToken);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }

        return new(host.Services, () => CloseAsync(host))
        {
            Name = $"cluster {cluster.ClusterId}",
            NewOne = "a cluster of another name (--cluster-id)",
            Needs = $" Every silo needs the protection keys in {options.Data.ProtectionKeys.FullName}.",
        };
    }

    private static async ValueTask CloseAsync(IHost host)
    {
        await host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
