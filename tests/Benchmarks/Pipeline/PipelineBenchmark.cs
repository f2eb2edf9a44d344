using WakuGrains.Benchmarks.Measuring;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>
/// Runs the whole pipeline of one silo: <c>SendMessage</c>, session turn, commit, outbox, in-process node, frame, session turn,
/// commit, mailbox; acknowledgements and all. Sessions are set up before anything is measured.
/// </summary>
internal static class PipelineBenchmark
{
    // Messages of each direction in the closed loop, and messages a second of all in the open one.
    private const int UnderWay = 8;
    private const int SteadyRate = 200;

    private static readonly TimeSpan LongestPass = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestRunIn = TimeSpan.FromSeconds(15);

    public static async Task<PipelineResult> RunAsync(BenchmarkOptions options, TimeProvider time)
    {
        await using var population = await Population.StartAsync(options);
        var duration = options.Duration;
        using var meter = new LoadMeter(population, time);
        var loop = new ClosedLoop(population.Directions, UnderWay, time);
        var (before, after) = await loop.RunAsync(Shorter(2 * duration, LongestRunIn), duration, meter.Read);
        var load = after - before;
        var curve = population.Curve.Inner;
        var mix = CryptographyMix.Of(load);
        var primitives = await CryptographyPass.MeasureAsync(curve, mix, Shorter(duration, LongestPass), time);
        var steady = new OpenLoop(population.Directions, SteadyRate, time);
        var latencies = (await steady.RunAsync(duration)).Readable;
        var audit = await MailboxAudit.TakeAsync(population.Directions);

        var figures = new PipelineFigures(
            Math.Round(load.MessagesPerSecond, 1),
            Math.Round(primitives.MessagesPerSecond, 1),
            Math.Round(Quantiles.Of(latencies, 0.5), 2),
            Math.Round(Quantiles.Of(latencies, 0.99), 2),
            audit.Lost,
            audit.Duplicated
        );
        var costs = new MessageCosts(
            load.Processor.TotalMicroseconds / load.Messages,
            primitives.ProcessorMicros,
            ProtobufPass.Measure(curve, mix.Frames, time),
            load.Writer?.TotalMicroseconds / load.Messages
        );
        return new PipelineResult(curve.Name, options.Pairs, load, costs, figures);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
