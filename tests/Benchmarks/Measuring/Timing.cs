namespace WakuGrains.Benchmarks.Measuring;

/// <summary>The time of one operation: a sample a round, each over as many runs as fill half a millisecond.</summary>
internal sealed class Timing(Action operation)
{
    // Shorter than the turn that an operating system gives a thread, so that most samples are of one piece also on a busy machine.
    private static readonly TimeSpan Slice = TimeSpan.FromMicroseconds(500);

    private readonly List<double> samples = [];
    private int runs = 1;

    /// <summary>Median over the rounds, in microseconds for one run.</summary>
    public double Micros => Quantiles.Median(samples);

    /// <summary>Runs it until it is compiled and finds out how many runs fill a slice.</summary>
    public void WarmUp(TimeProvider time)
    {
        var elapsed = TimeSpan.Zero;
        for (var slice = 0; slice < 20 || elapsed < Slice; slice++)
        {
            elapsed = Run(time);
            if (elapsed < Slice)
                runs = Math.Max(runs + 1, (int)(runs * Math.Min(8, Slice / (elapsed + TimeSpan.FromTicks(1)))));
        }
    }

    /// <summary>Takes the sample of one round.</summary>
    public void Sample(TimeProvider time) => samples.Add(Run(time).TotalMicroseconds / runs);

    private TimeSpan Run(TimeProvider time)
    {
        var start = time.GetTimestamp();
        for (var i = 0; i < runs; i++)
            operation();
        return time.GetElapsedTime(start);
    }
}
