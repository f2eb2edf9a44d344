using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using WakuGrains.Benchmarks.Measuring;
using WakuGrains.Engine;
using WakuGrains.Testing;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>First calls of sessions that are stored and not in memory.</summary>
internal sealed class ActivationSamples(StoredSessions sessions, TimeProvider time)
{
    private readonly List<double> rates = [];

    /// <summary>Sessions a second: the median of the rounds.</summary>
    public double PerSecond => Quantiles.Median(rates);

    /// <summary>Rounds of an engine.</summary>
    public Task SampleAsync(Contender contender, int rounds) =>
        contender.Storage is null ? SampleEmbeddedAsync(rounds) : SampleClusterAsync(contender, rounds);

    // The grains are put away.
    private async Task SampleClusterAsync(Contender contender, int rounds)
    {
        await sessions.StoreAsync(contender.Entities);
        var grains = contender.Services[0].GetRequiredService<IGrainFactory>();
        for (var round = 0; round < rounds; round++)
        {
            await sessions.PutAwayAsync(contender.Entities, grains.GetGrain<IManagementGrain>(0));
            var before = contender.Storage!.Read();
            await SampleAsync(contender.Entities);
            var loaded = (contender.Storage.Read() - before).Of(StoredSessions.IsOne).Reads;
            if (loaded < sessions.Count)
                throw new InvalidOperationException($"{sessions.Count - loaded} sessions were still in memory.");
        }
    }

    // The engine is started anew on the same store.
    private async Task SampleEmbeddedAsync(int rounds)
    {
        using var directory = new TemporaryDirectory();
        await using (var silo = await TestSilo.StartAsync(directory.Path))
            await sessions.StoreAsync(EntitiesOf(silo));
        for (var round = 0; round < rounds; round++)
            await using (var silo = await TestSilo.StartAsync(directory.Path))
                await SampleAsync(EntitiesOf(silo));
    }

    private async Task SampleAsync(Func<int, IEntities> entities)
    {
        var begin = time.GetTimestamp();
        await sessions.ReadAsync(entities);
        rates.Add(sessions.Count / time.GetElapsedTime(begin).TotalSeconds);
    }

    private static Func<int, IEntities> EntitiesOf(TestSilo silo)
    {
        var entities = silo.Services.GetRequiredService<IEntities>();
        return _ => entities;
    }
}
