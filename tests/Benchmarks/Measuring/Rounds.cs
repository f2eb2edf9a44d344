namespace WakuGrains.Benchmarks.Measuring;

/// <summary>
/// Times several operations in turns, a short slice of each a round, so that a machine that is slower for a while is slower for
/// all of them and their ratios hold.
/// </summary>
internal sealed class Rounds(TimeProvider time)
{
    private const int Fewest = 5;

    private readonly List<Timing> timings = [];

    /// <summary>Adds an operation; its timing can be read after <see cref="Run"/>.</summary>
    public Timing Add(Action operation)
    {
        var timing = new Timing(operation);
        timings.Add(timing);
        return timing;
    }

    /// <summary>Runs rounds until the time is up.</summary>
    public void Run(TimeSpan budget)
    {
        foreach (var timing in timings)
            timing.WarmUp(time);
        var start = time.GetTimestamp();
        for (var round = 0; round < Fewest || time.GetElapsedTime(start) < budget; round++)
            foreach (var timing in timings)
                timing.Sample(time);
    }
}
