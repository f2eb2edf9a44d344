using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WakuGrains.Embedded.Engine;
using WakuGrains.Embedded.Outbox;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Hosting;

/// <summary>Opens the store before the host starts, and keeps house: idle entities and outlived rows go.</summary>
internal sealed partial class StoreService(
    IEntityStore store,
    EmbeddedEngine engine,
    OutboxPublisher publisher,
    TimeProvider time,
    ILogger<StoreService> logger
) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromMinutes(5);

    public Task StartingAsync(CancellationToken cancellationToken) => store.OpenAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(HousekeepingInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            engine.PutAwayIdle();
            publisher.PutAwayIdle();
            await PruneAsync(stoppingToken);
        }
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.PruneAsync(time.GetUtcNow(), cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            LogNotPruned(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outlived rows could not be deleted; it is tried again later.")]
    private static partial void LogNotPruned(ILogger logger, Exception exception);
}

/// <summary>Healthy when the store can be read.</summary>
internal sealed class StoreHealthCheck(IListenerStore store) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            await using var listeners = store
                .ReadListenersAsync(cancellationToken)
                .GetAsyncEnumerator(cancellationToken);
            await listeners.MoveNextAsync();
            return HealthCheckResult.Healthy("the store answers");
        }
        catch (StoreUnavailableException exception)
        {
            return HealthCheckResult.Unhealthy(exception.Message, exception);
        }
    }
}
