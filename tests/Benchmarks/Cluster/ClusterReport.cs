using WakuGrains.Benchmarks.Measuring;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>The figures of a run for people.</summary>
internal static class ClusterReport
{
    public static void Write(ClusterFigures figures, TextWriter output)
    {
        WriteHead(figures, output);
        WriteEngines(figures, output);
        WriteCalls(figures, output);
        WriteStorage(figures, output);
    }

    private static void WriteHead(ClusterFigures figures, TextWriter output)
    {
        var (run, versions) = (figures.Run, figures.Versions);
        output.WriteLine($"{figures.Date:yyyy-MM-dd HH:mm} UTC; {figures.Machine}; curve library: {figures.Curve}");
        output.WriteLine($"load average {figures.LoadAverageBefore} before, {figures.LoadAverageAfter} after");
        output.WriteLine($"WakuGrains {versions.WakuGrains}, Orleans {versions.Orleans}, Azurite {versions.Azurite}");
        output.WriteLine(
            $"{run.Conversations} conversations, both bots of each writing; {run.Rounds} rounds; all silos on this machine\n"
        );
        if (figures.LeftOut is { } reason)
            output.WriteLine($"left out: {reason}\n");
    }

    private static void WriteEngines(ClusterFigures figures, TextWriter output)
    {
        var rate = $"at {figures.Run.SteadyRate} a second, ms";
        var table = new Table(
            "engine",
            "messages a second",
            $"accepted p50 / p99 {rate}",
            $"readable p50 / p99 {rate}",
            "storage calls a message and side",
            $"≤ {StorageFigures.ReachFor}",
            "processor µs a message",
            "allocated kB a message",
            "activations a second",
            "lost, duplicated"
        );
        foreach (var each in figures.Engines)
            table.Row(
                each.Engine,
                $"{each.MessagesPerSecond:0}",
                $"{each.AcceptedP50Ms:0.0} / {each.AcceptedP99Ms:0.0}",
                $"{each.ReadableP50Ms:0.0} / {each.ReadableP99Ms:0.0}",
                $"{each.StorageCallsPerSide:0.00}",
                each.StorageCallsReached is { } reached ? Reached(reached) : "",
                $"{each.ProcessorMicros:0}",
                $"{each.AllocatedBytes / 1000:0}",
                $"{each.ActivationsPerSecond:0}",
                $"{each.Lost}, {each.Duplicated}"
            );
        table.Write(output);
    }

    private static void WriteCalls(ClusterFigures figures, TextWriter output)
    {
        var table = new Table(
            "caller of an entity",
            "a read p50 / p99, µs",
            "a turn, µs",
            "of it the engine, µs",
            $"≤ {CallFigures.ReachFor} µs"
        );
        foreach (var each in figures.Calls)
            table.Row(
                each.Caller,
                $"{each.ReadP50Micros:0.0} / {each.ReadP99Micros:0.0}",
                $"{each.TurnP50Micros:0}",
                $"{each.EngineP50Micros:0}",
                Reached(each.Reached)
            );
        table.Write(output);
    }

    private static void WriteStorage(ClusterFigures figures, TextWriter output)
    {
        var table = new Table(
            "storage calls of a message",
            "sender",
            "recipient",
            "both",
            $"≤ {StorageFigures.ReachFor} a side",
            "reminders"
        );
        var grains = new Table("of these", "side", "grain", "reads", "writes", "deletes", "bytes written");
        foreach (var each in figures.Storage)
        {
            table.Row(
                each.Pattern,
                $"{each.SenderCalls:0.00}",
                $"{each.RecipientCalls:0.00}",
                $"{each.BothCalls:0.00}",
                Reached(each.Reached),
                $"{each.ReminderCalls:0.00}"
            );
            foreach (var grain in each.Grains)
                grains.Row(
                    each.Pattern,
                    grain.Side,
                    grain.Grain,
                    $"{grain.Reads:0.00}",
                    $"{grain.Writes:0.00}",
                    $"{grain.Deletes:0.00}",
                    $"{grain.WrittenBytes:0}"
                );
        }

        table.Write(output);
        grains.Write(output);
    }

    private static string Reached(bool reached) => reached ? "reached" : "missed";
}
