using MediatR;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Benchmarks.Pipeline;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Testing;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>What a contender is.</summary>
/// <param name="Name">How the figures call it.</param>
/// <param name="Silos">Silos that share the work.</param>
/// <param name="Storage">What keeps everything.</param>
internal sealed record ContenderKind(string Name, int Silos, string Storage);

/// <summary>An engine with pairs of bots: one of those that are compared.</summary>
internal sealed class Contender : IAsyncDisposable
{
    private readonly IAsyncDisposable engine;

    private Contender(
        ContenderKind kind,
        IAsyncDisposable engine,
        IReadOnlyList<IServiceProvider> services,
        Pairs pairs,
        DeliveryWatch watch,
        StorageProbe? storage
    )
    {
        (Kind, this.engine, Services, Pairs) = (kind, engine, services, pairs);
        (Watch, Storage) = (watch, storage);
    }

    public ContenderKind Kind { get; }

    /// <summary>The services of each silo.</summary>
    public IReadOnlyList<IServiceProvider> Services { get; }

    public Pairs Pairs { get; }

    public DeliveryWatch Watch { get; }

    /// <summary>What the cluster asks of its storage; null of the embedded engine.</summary>
    public StorageProbe? Storage { get; }

    /// <summary>The embedded engine.</summary>
    /// <param name="directory">Where its store lies.</param>
    /// <param name="pairs">Pairs of bots.</param>
    public static async Task<Contender> StartEmbeddedAsync(string directory, int pairs)
    {
        var watch = new DeliveryWatch();
        var silo = await TestSilo.StartAsync(directory, configure: services => AddWatch(services, watch));
        var met = await Pairs.MeetAsync(pairs, [silo.Mediator], watch);
        return new(new("embedded", 1, "SQLite"), silo, [silo.Services], met, watch, storage: null);
    }

    /// <summary>A cluster.</summary>
    /// <param name="silos">Silos.</param>
    /// <param name="tables">How to reach the table service that keeps everything; null to keep it in memory.</param>
    /// <param name="pairs">Pairs of bots.</param>
    /// <param name="time">The clock of the measurement.</param>
    public static async Task<Contender> StartClusterAsync(int silos, string? tables, int pairs, TimeProvider time)
    {
        var storage = tables is null ? "memory" : "Azurite";
        var name = $"{silos} silo{(silos == 1 ? "" : "s")}, {storage}";
        var watch = new DeliveryWatch();
        var probe = new StorageProbe(time);
        var cluster = await Silos.StartAsync(
            silos,
            $"bench-{silos}",
            tables,
            probe,
            services => AddWatch(services, watch)
        );
        var mediators = cluster.Services.Select(each => each.GetRequiredService<IMediator>()).ToList();
        var met = await Pairs.MeetAsync(pairs, mediators, watch);
        return new(new(name, silos, storage), cluster, cluster.Services, met, watch, probe);
    }

    /// <summary>The entities as a silo finds them.</summary>
    public IEntities Entities(int silo) => Services[silo % Services.Count].GetRequiredService<IEntities>();

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        Pairs.Dispose();
    }

    private static void AddWatch(IServiceCollection services, DeliveryWatch watch) =>
        services.AddSingleton<INotificationHandler<EnvelopeHandled>>(watch);
}
