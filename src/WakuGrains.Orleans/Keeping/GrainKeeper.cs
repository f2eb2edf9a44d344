using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WakuGrains.Orleans.Keeping;

/// <summary>
/// Sees to it that grains live which nobody else calls: every silo calls on all of them again and again, so that those of a silo
/// that died come to life on another.
/// </summary>
internal sealed partial class GrainKeeper(
    IEnumerable<KeptGrain> kept,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<GrainKeeper> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do await Task.WhenAll(kept.Select(TryEnsureAsync));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

#pragma warning disable CA1031 // A grain that does not come to life must not leave the others without a call; it is told in the log.
    private async Task TryEnsureAsync(KeptGrain grain)
    {
        try
        {
            await grain.EnsureAsync(grains);
        }
        catch (Exception exception)
        {
            NotThere(logger, exception, grain.Duty);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody {Duty} at the moment; it is tried again.")]
    private static partial void NotThere(ILogger logger, Exception exception, string duty);
}
