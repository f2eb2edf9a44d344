using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WakuGrains.Embedded.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Hosting;

/// <summary>Opens the store before the host starts, and keeps house: idle entities and outlived rows go.</summary>
internal sealed partial class StoreService(
    IEntityStore store,
    EmbeddedEngine engine,
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
            await PruneAsync(stoppingToken);
        }
    }

    // A full disk is no reason to stop the host; health says it, and the next round tries again.
    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.PruneAsync(time.GetUtcNow(), cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            NotPruned(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outlived rows could not be deleted; it is tried again.")]
    private static partial void NotPruned(ILogger logger, Exception exception);
}
