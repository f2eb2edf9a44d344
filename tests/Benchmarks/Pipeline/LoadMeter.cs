namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>Reads what a population has done and what that took.</summary>
internal sealed class LoadMeter(Population population, TimeProvider time) : IDisposable
{
    private readonly GroupWatch groups = new();
    private readonly long start = time.GetTimestamp();

    /// <summary>Everything so far.</summary>
    public LoadWindow Read() =>
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

    public void Dispose() => groups.Dispose();
}
