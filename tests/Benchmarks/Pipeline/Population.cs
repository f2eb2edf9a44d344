using MediatR;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>A silo with pairs of bots whose sessions are set up.</summary>
internal sealed class Population : IAsyncDisposable
{
    // There and back twice: after that both sides are confirmed and use the topic that they negotiated.
    private const int WarmUpTurns = 4;

    private readonly TemporaryDirectory directory;

    private Population(TemporaryDirectory directory, TestSilo silo, CountingCurve curve, DeliveryWatch watch)
    {
        this.directory = directory;
        Silo = silo;
        Curve = curve;
        Watch = watch;
    }

    public TestSilo Silo { get; }

    public CountingCurve Curve { get; }

    public DeliveryWatch Watch { get; }

    /// <summary>Both directions of every pair.</summary>
    public List<Direction> Directions { get; } = [];

    /// <summary>Starts a silo on a temporary directory and lets every pair exchange its first messages.</summary>
    public static async Task<Population> StartAsync(BenchmarkOptions options)
    {
        var curve = new CountingCurve(Secp256k1Provider.Select(options.Crypto).Curve);
        var watch = new DeliveryWatch();
        var place = new TemporaryDirectory();
        var silo = await TestSilo.StartAsync(
            place.Path,
            configure: services =>
                services.AddSingleton<ISecp256k1>(curve).AddSingleton<INotificationHandler<EnvelopeHandled>>(watch)
        );
        var population = new Population(place, silo, curve, watch);
        await population.PairUpAsync(options.Pairs);
        return population;
    }

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        Directions.ForEach(direction => direction.Dispose());
        directory.Dispose();
    }

    private async Task PairUpAsync(int pairs)
    {
        var left = await OpenAsync("left", pairs);
        var right = await OpenAsync("right", pairs);
        var there = left.Zip(right, (one, other) => new Direction(Silo, one, other)).ToList();
        var back = left.Zip(right, (one, other) => new Direction(Silo, other, one)).ToList();
        Directions.AddRange([.. there, .. back]);
        Directions.ForEach(Watch.Watch);
        for (var turn = 0; turn < WarmUpTurns; turn++)
            await Task.WhenAll((turn % 2 == 0 ? there : back).Select(direction => direction.SendAndWaitAsync()));
    }

    private Task<Identities.IdentityInfo[]> OpenAsync(string side, int pairs) =>
        Task.WhenAll(Enumerable.Range(0, pairs).Select(pair => Silo.OpenAsync($"{side}-{pair}")));
}
