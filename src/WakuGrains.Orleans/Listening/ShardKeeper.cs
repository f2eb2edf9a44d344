using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WakuGrains.Orleans.Listening;

/// <summary>
/// Sees to it that every share of the topics has an owner: every silo calls on all of them again and again, so that those of a
/// silo that died come to life on another.
/// </summary>
internal sealed partial class ShardKeeper(IGrainFactory grains, TimeProvider time, ILogger<ShardKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do await Task.WhenAll(TopicShards.Keys.Select(TryEnsureAsync));
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

#pragma warning disable CA1031 // A share without an owner must not leave the others without one; it is told in the log.
    private async Task TryEnsureAsync(string shard)
    {
        try
        {
            await grains.GetGrain<ITopicShardGrain>(shard).EnsureAsync();
        }
        catch (Exception exception)
        {
            NotOwned(logger, exception, shard);
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Nobody listens to share {Shard} of the content topics at the moment; it is tried again."
    )]
    private static partial void NotOwned(ILogger logger, Exception exception, string shard);
}
