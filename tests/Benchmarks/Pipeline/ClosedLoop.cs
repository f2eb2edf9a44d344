using WakuGrains.Benchmarks.Measuring;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>
/// Full load: every direction keeps a few messages under way and sends the next when one has been delivered.
/// </summary>
internal sealed class ClosedLoop(IReadOnlyCollection<Direction> directions, int underWay, TimeProvider time)
{
    private volatile bool stopping;

    /// <summary>
    /// Runs in, runs until the window is over and everything under way has been delivered. Answers with what there was to see when
    /// the window began and when it ended.
    /// </summary>
    public async Task<(TSeen Before, TSeen After)> RunAsync<TSeen>(
        TimeSpan longestRunIn,
        TimeSpan duration,
        Func<TSeen> look
    )
    {
        foreach (var direction in directions)
            direction.ForgetDeliveries();
        var workers = directions.SelectMany(direction =>
            Enumerable.Range(0, underWay).Select(_ => WorkAsync(direction))
        );
        var running = Task.WhenAll(workers.ToList());
        await CompilerRest.WaitAsync(longestRunIn, time);
        var before = look();
        await Task.Delay(duration, time);
        var after = look();
        stopping = true;
        await running;
        return (before, after);
    }

    private async Task WorkAsync(Direction direction)
    {
        await Task.Yield();
        while (!stopping)
            await direction.SendAndWaitAsync();
    }
}
