using WakuGrains.Benchmarks.Measuring;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>
/// Full load: every direction keeps a few messages under way and sends the next when one has been delivered.
/// </summary>
internal sealed class ClosedLoop(Population population, TimeProvider time)
{
    private const int UnderWay = 8;

    private readonly long start = time.GetTimestamp();
    private volatile bool stopping;

    /// <summary>Runs in, runs until the window is over and everything under way has been delivered.</summary>
    public async Task<LoadWindow> RunAsync(TimeSpan longestRunIn, TimeSpan duration)
    {
        using var groups = new GroupWatch();
        var workers = population.Directions.SelectMany(direction =>
            Enumerable.Range(0, UnderWay).Select(_ => WorkAsync(direction))
        );
        var running = Task.WhenAll(workers.ToList());
        await CompilerRest.WaitAsync(longestRunIn, time);
        var before = Look(groups);
        await Task.Delay(duration, time);
        var after = Look(groups);
        stopping = true;
        await running;
        return after - before;
    }

    private async Task WorkAsync(Direction direction)
    {
        await Task.Yield();
        while (!stopping)
            await direction.SendAndWaitAsync();
    }

    private LoadWindow Look(GroupWatch groups) =>
        new(
            time.GetElapsedTime(start),
            population.Watch.Delivered,
            population.Watch.Frames,
            population.Curve.Counts,
            Environment.CpuUsage.TotalTime,
            GC.GetTotalAllocatedBytes(),
            StoreWriterThread.ProcessorTime(),
            groups.Groups
        );
}
