using WakuGrains.Benchmarks.Measuring;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>What happened in a stretch of time under full load.</summary>
/// <param name="Elapsed">How long it was.</param>
/// <param name="Messages">Messages delivered.</param>
/// <param name="Frames">Frames decrypted: messages, and acknowledgements that travelled alone.</param>
/// <param name="Curve">What the curve was asked for.</param>
/// <param name="Processor">Processor time of the process.</param>
/// <param name="Writer">Processor time of the store's writer, where the system tells.</param>
internal sealed record LoadWindow(
    TimeSpan Elapsed,
    long Messages,
    long Frames,
    CurveCounts Curve,
    TimeSpan Processor,
    TimeSpan? Writer
)
{
    public double MessagesPerSecond => Messages / Elapsed.TotalSeconds;
}

/// <summary>
/// Full load: every direction keeps a few messages under way and sends the next when one has been delivered.
/// </summary>
internal sealed class ClosedLoop(Population population, TimeProvider time)
{
    private const int UnderWay = 8;

    private volatile bool stopping;

    /// <summary>Runs in, runs until the window is over and everything under way has been delivered.</summary>
    public async Task<LoadWindow> RunAsync(TimeSpan longestRampUp, TimeSpan duration)
    {
        var workers = population.Directions.SelectMany(direction =>
            Enumerable.Range(0, UnderWay).Select(_ => WorkAsync(direction))
        );
        var running = Task.WhenAll(workers.ToList());
        await CompilerRest.WaitAsync(longestRampUp, time);
        var before = Snapshot();
        await Task.Delay(duration, time);
        var after = Snapshot();
        stopping = true;
        await running;
        return Between(before, after);
    }

    private async Task WorkAsync(Direction direction)
    {
        await Task.Yield();
        while (!stopping)
            await direction.SendAndWaitAsync();
    }

    private (
        long Timestamp,
        long Messages,
        long Frames,
        CurveCounts Curve,
        TimeSpan Cpu,
        TimeSpan? Writer
    ) Snapshot() =>
        (
            time.GetTimestamp(),
            population.Watch.Delivered,
            population.Watch.Frames,
            population.Curve.Counts,
            Environment.CpuUsage.TotalTime,
            StoreWriterThread.ProcessorTime()
        );

    private LoadWindow Between(
        in (long Timestamp, long Messages, long Frames, CurveCounts Curve, TimeSpan Cpu, TimeSpan? Writer) before,
        in (long Timestamp, long Messages, long Frames, CurveCounts Curve, TimeSpan Cpu, TimeSpan? Writer) after
    ) =>
        new(
            time.GetElapsedTime(before.Timestamp, after.Timestamp),
            after.Messages - before.Messages,
            after.Frames - before.Frames,
            after.Curve - before.Curve,
            after.Cpu - before.Cpu,
            after.Writer - before.Writer
        );
}
