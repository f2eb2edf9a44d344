using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Ports;
using WakuGrains.Testing;
using WakuGrains.Testing.Azurite;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>A cluster over Azure Tables is moved into another one, with nothing in between that production has not.</summary>
public sealed class AzuriteMoveTests : IAsyncLifetime
{
    private AzuriteServer? azurite;

    public async ValueTask InitializeAsync() => azurite = await AzuriteServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (azurite is not null)
            await azurite.DisposeAsync();
    }

    [Fact(Timeout = 240_000)]
    public async Task What_waits_in_a_mailbox_waits_in_the_other_cluster()
    {
        await using (var serving = await StartAsync("old", serves: true))
        {
            var bots = BotsOf(serving);
            await bots.OpenAsync("alice");
            await bots.SendAsync("alice", await bots.OpenAsync("bob"), "waits", "waits");
            await bots.ReceiveAsync("bob", 1);
        }

        await MoveAsync();
        var refused = await Should.ThrowAsync<StoreUnavailableException>(() => StartAsync("old", serves: true));
        refused.Message.ShouldContain("was exported at");
        await using var moved = await StartAsync("moved", serves: true);
        (await BotsOf(moved).ReceiveAsync("bob", 1)).Single().Sequence.ShouldBe(1);
        var bob = await BotsOf(moved).OpenAsync("bob");
        (await BotsOf(moved).SendAsync("alice", bob, "waits", "waits")).IsReplay.ShouldBeTrue();
        await BotsOf(moved).SendAsync("alice", bob, "after");
        (await BotsOf(moved).ReceiveAsync("bob", 2)).Count.ShouldBe(2);
    }

    private async Task MoveAsync()
    {
        await using var old = await StartAsync("old", serves: false);
        await using var moved = await StartAsync("moved", serves: false);
        var source = old.Host.Services.GetRequiredService<IArchiveSource>();
        var target = moved.Host.Services.GetRequiredService<IArchiveTarget>();
        (await target.IsEmptyAsync(default)).ShouldBeTrue();
        await target.WriteAsync(source.ReadAllAsync(default), default);
        await source.SealAsync(default);
    }

    private static BotRequests BotsOf(Silo silo) => new(silo.Host.Services.GetRequiredService<IMediator>());

    private async Task<Silo> StartAsync(string cluster, bool serves)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IKeyProtector>(PlainKeyProtector.Instance);
        var options = new ClusterHostOptions
        {
            Kind = ClusterKind.AzureTable,
            ConnectionString = azurite!.ConnectionString,
            ClusterId = cluster,
            SiloPort = FreePort.Find(),
            GatewayPort = 0,
        };
        if (serves)
            builder.AddWakuGrainsCluster(options);
        else
            builder.AddWakuGrainsClusterArchive(options);
        var silo = new Silo(builder.Build());
        try
        {
            await silo.Host.StartAsync();
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    private sealed class Silo(IHost host) : IAsyncDisposable
    {
        public IHost Host => host;

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}
