using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Tests;

public sealed class BreakdownTests
{
    [Fact]
    public async Task A_service_that_broke_down_is_named()
    {
        using var host = await RunAsync(new Service(_ => throw new InvalidOperationException("No more disk.")));
        Should
            .Throw<SiloException>(() => Breakdown.ThrowIfAny(host.Services))
            .Message.ShouldBe("The silo stopped because Service broke down: No more disk.");
    }

    [Fact]
    public async Task A_host_that_was_asked_to_stop_has_no_breakdown()
    {
        using var host = await RunAsync(
            new Service(token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token)),
            stop: true
        );
        Should.NotThrow(() => Breakdown.ThrowIfAny(host.Services));
    }

    private static async Task<IHost> RunAsync(Service service, bool stop = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddHostedService(_ => service);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        if (stop)
            await host.StopAsync(TestContext.Current.CancellationToken);
        else
            await host.WaitForShutdownAsync(TestContext.Current.CancellationToken);
        return host;
    }

    private sealed class Service(Func<CancellationToken, Task> run) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => run(stoppingToken);
    }
}
