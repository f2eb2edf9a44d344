using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Benchmarks.Measuring;
using WakuGrains.Benchmarks.Pipeline;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>
/// The same conversations through the embedded engine and through clusters, in turns of one run; and what single calls, turns,
/// activations and messages take.
/// </summary>
internal sealed class ClusterBenchmark(ClusterRun run, TimeProvider time, TextWriter progress)
{
    /// <summary>Measures everything.</summary>
    public async Task<ClusterFigures> RunAsync()
    {
        var (date, load) = (time.GetUtcNow(), Machine.ReadLoad());
        await TellAsync("engines start, bots meet");
        await using var field = await Field.StartAsync(run, time);
        var engines = await ConverseAsync(field);
        await TellAsync("calls and turns");
        var calls = await CallAsync(field);
        await TellAsync("what messages ask of the storage");
        var storage = await new StoragePatterns(field.TwoSilos, time).MeasureAsync();
        var activations = await ActivateAsync(field);
        await TellAsync("engines stop");
        return new(
            date,
            Machine.Describe(),
            load,
            Machine.ReadLoad(),
            ClusterVersions.Read(),
            field.Embedded.Services[0].GetRequiredService<ISecp256k1>().Name,
            run,
            field.LeftOut,
            [.. engines.Zip(activations, (figures, rate) => figures with { ActivationsPerSecond = rate })],
            calls,
            [.. storage]
        );
    }

    private async Task<List<EngineFigures>> ConverseAsync(Field field)
    {
        var samples = field.All.Select(contender => new LoadSamples(contender, run, time)).ToList();
        for (var round = 1; round <= run.Rounds; round++)
            foreach (var each in samples)
            {
                await TellAsync($"conversations, round {round} of {run.Rounds}: {each.Kind.Name}");
                await each.SampleAsync();
            }

        await TellAsync("audit");
        var figures = new List<EngineFigures>();
        foreach (var each in samples)
            figures.Add(await each.ToFiguresAsync());
        return figures;
    }

    private async Task<ImmutableArray<CallFigures>> CallAsync(Field field)
    {
        using var groups = new GroupWatch();
        EntityCalls[] all =
        [
            EntityCalls.Embedded(field.Embedded, groups),
            .. await EntityCalls.OfClusterAsync(field.TwoSilos),
        ];
        var timings = all.SelectMany(each => each.Timings).ToList();
        foreach (var timing in timings)
            await timing.WarmUpAsync(ClusterRun.CallsPerRound);
        for (var round = 0; round < run.Rounds; round++)
            foreach (var timing in timings)
                await timing.SampleAsync(ClusterRun.CallsPerRound, time);
        return [.. all.Select(each => each.ToFigures())];
    }

    private async Task<List<double>> ActivateAsync(Field field)
    {
        var rates = new List<double>();
        foreach (var contender in field.All)
        {
            await TellAsync($"activations: {contender.Kind.Name}");
            var samples = new ActivationSamples(StoredSessions.Of(contender, run.Activations), time);
            await samples.SampleAsync(contender, run.Rounds);
            rates.Add(Math.Round(samples.PerSecond, 1));
        }

        return rates;
    }

    private Task TellAsync(string what) => progress.WriteLineAsync($"{time.GetUtcNow():HH:mm:ss} {what}");
}
