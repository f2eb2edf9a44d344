namespace WakuGrains.Benchmarks.Measuring;

/// <summary>The time of one asynchronous operation, call by call, and what of it is the storage's.</summary>
/// <param name="call">The operation. Nothing else runs beside it.</param>
/// <param name="storage">The storage's time up to now; null for an operation that does not use it.</param>
internal sealed class CallTiming(Func<Task> call, Func<TimeSpan>? storage = null)
{
    private readonly List<double> all = [];
    private readonly List<double> own = [];

    /// <summary>Median of the whole call, in microseconds.</summary>
    public double Micros => Quantiles.Median(all);

    /// <summary>Median of the call without its storage, in microseconds.</summary>
    public double OwnMicros => Quantiles.Median(own);

    /// <summary>All but one in a hundred calls are as fast, in microseconds.</summary>
    public double P99Micros => Quantiles.Of([.. all.Order()], 0.99);

    /// <summary>Calls that do not count: until it is compiled and everything is in memory.</summary>
    public async Task WarmUpAsync(int calls)
    {
        for (var i = 0; i < calls; i++)
            await call();
    }

    /// <summary>Takes the samples of one round.</summary>
    public async Task SampleAsync(int calls, TimeProvider time)
    {
        for (var i = 0; i < calls; i++)
        {
            var before = storage?.Invoke() ?? TimeSpan.Zero;
            var begin = time.GetTimestamp();
            await call();
            var elapsed = time.GetElapsedTime(begin);
            all.Add(elapsed.TotalMicroseconds);
            own.Add((elapsed - (storage?.Invoke() ?? TimeSpan.Zero) + before).TotalMicroseconds);
        }
    }
}
