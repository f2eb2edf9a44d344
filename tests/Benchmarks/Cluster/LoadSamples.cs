using WakuGrains.Benchmarks.Measuring;
using WakuGrains.Benchmarks.Pipeline;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>The rounds of one contender under load.</summary>
internal sealed class LoadSamples(Contender contender, ClusterRun run, TimeProvider time)
{
    private static readonly TimeSpan LongestRunIn = TimeSpan.FromSeconds(2);

    private readonly List<double> rates = [];
    private readonly List<double> storageCalls = [];
    private readonly List<double> processor = [];
    private readonly List<double> allocated = [];
    private readonly List<double> accepted = [];
    private readonly List<double> readable = [];

    /// <summary>Whose they are.</summary>
    public ContenderKind Kind => contender.Kind;

    /// <summary>One turn at full load and one at the steady rate.</summary>
    public async Task SampleAsync()
    {
        var directions = contender.Pairs.Directions;
        var loop = new ClosedLoop(directions, run.UnderWay, time);
        var (before, after) = await loop.RunAsync(LongestRunIn, run.Duration, Look);
        Take(before, after);

        var steady = await new OpenLoop(directions, run.SteadyRate, time).RunAsync(run.Duration);
        accepted.AddRange(steady.Accepted);
        readable.AddRange(steady.Readable);
    }

    /// <summary>
    /// What the rounds came to: medians of their rates, and latencies of all of them together. Every mailbox is compared with what
    /// was sent. Activations are measured elsewhere.
    /// </summary>
    public async Task<EngineFigures> ToFiguresAsync()
    {
        var audit = await MailboxAudit.TakeAsync(contender.Pairs.Directions);
        var perSide = contender.Storage is null ? (double?)null : Quantiles.Median(storageCalls) / 2;
        return new(
            Kind.Name,
            Kind.Silos,
            Kind.Storage,
            Math.Round(Quantiles.Median(rates), 1),
            Latency(accepted, 0.5),
            Latency(accepted, 0.99),
            Latency(readable, 0.5),
            Latency(readable, 0.99),
            perSide is { } calls ? Math.Round(calls, 2) : null,
            StorageFigures.ReachFor,
            perSide is { } reached ? reached <= StorageFigures.ReachFor : null,
            Math.Round(Quantiles.Median(processor), 1),
            Math.Round(Quantiles.Median(allocated)),
            double.NaN,
            audit.Lost,
            audit.Duplicated
        );
    }

    private static double Latency(IEnumerable<double> samples, double share) =>
        Math.Round(Quantiles.Of([.. samples.Order()], share), 2);

    private void Take(in Seen before, in Seen after)
    {
        var messages = (double)(after.Messages - before.Messages);
        rates.Add(messages / time.GetElapsedTime(before.At, after.At).TotalSeconds);
        storageCalls.Add((after.StorageCalls - before.StorageCalls) / messages);
        processor.Add((after.Processor - before.Processor).TotalMicroseconds / messages);
        allocated.Add((after.Allocated - before.Allocated) / messages);
    }

    private Seen Look() =>
        new(
            time.GetTimestamp(),
            contender.Watch.Delivered,
            contender.Storage?.Read().Of(_ => true).Count ?? 0,
            Environment.CpuUsage.TotalTime,
            GC.GetTotalAllocatedBytes()
        );

    private readonly record struct Seen(long At, long Messages, long StorageCalls, TimeSpan Processor, long Allocated);
}
