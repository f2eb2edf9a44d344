using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using WakuGrains.Conformance;
using WakuGrains.Orleans.Tests.Messaging;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>A silo that exports or imports, and others of its cluster.</summary>
public sealed class ArchiveSiloTests
{
    private readonly ClusterWorld world = new();

    [Fact(Timeout = 240_000)]
    public async Task Beside_a_silo_that_serves_it_neither_exports_nor_imports_and_the_other_goes_on()
    {
        var isFirst = true;
        var builder = new InProcessTestClusterBuilder(1);
        (builder.Options.ConfigureFileLogging, builder.Options.InitializeClientOnDeploy) = (false, false);
        builder.ConfigureSilo(
            (_, silo) =>
            {
                if (isFirst)
                    BotCluster.Configure(silo, world);
                else
                    ArchiveSilo.Configure(silo, world);
                isFirst = false;
            }
        );
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var services = (await cluster.StartAdditionalSiloAsync()).ServiceProvider;
        var export = await Should.ThrowAsync<StoreUnavailableException>(async () =>
            await services.GetRequiredService<IArchiveSource>().ReadAllAsync(default).ToListAsync()
        );
        export.IsInUse.ShouldBeTrue();
        export.Message.ShouldContain("other silos");
        var empty = ArchiveSamples.Complete([]).ToAsyncEnumerable();
        await Should.ThrowAsync<StoreUnavailableException>(() =>
            services.GetRequiredService<IArchiveTarget>().WriteAsync(empty, default)
        );

        await using var later = await BotCluster.StartAsync(world, 1);
        (await later.Bots.OpenAsync("alice")).Key.Name.ShouldBe("alice");
    }

    [Fact(Timeout = 240_000)]
    public async Task While_it_exports_no_silo_begins_to_serve()
    {
        await using (var cluster = await BotCluster.StartAsync(world, 1))
            await cluster.Bots.OpenAsync("alice");
        await using (var archive = await ArchiveSilo.StartAsync(world))
        {
            await archive.Source.ReadAllAsync(default).FirstAsync();
            var refused = await Should.ThrowAsync<StoreUnavailableException>(() => BotCluster.StartAsync(world, 1));
            refused.Message.ShouldContain("is being exported");
        }

        await using var again = await BotCluster.StartAsync(world, 1);
        (await again.Bots.OpenAsync("alice")).Key.Name.ShouldBe("alice");
    }
}
