using MediatR;
using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>A silo with pairs of bots.</summary>
internal sealed class Population : IAsyncDisposable
{
    private readonly TemporaryDirectory directory;
    private readonly TestSilo silo;
    private readonly Pairs pairs;

    private Population(
        TemporaryDirectory directory,
        TestSilo silo,
        Pairs pairs,
        CountingCurve curve,
        DeliveryWatch watch
    )
    {
        (this.directory, this.silo, this.pairs) = (directory, silo, pairs);
        Curve = curve;
        Watch = watch;
        Directions = pairs.Directions;
    }

    public CountingCurve Curve { get; }

    public DeliveryWatch Watch { get; }

    /// <summary>Both directions of every pair.</summary>
    public IReadOnlyList<Direction> Directions { get; }

    /// <summary>Starts a silo on a temporary directory and lets every pair exchange its first messages.</summary>
    public static async Task<Population> StartAsync(BenchmarkOptions options)
    {
        var curve = new CountingCurve(Secp256k1Provider.Select(options.Crypto).Curve);
        var watch = new DeliveryWatch();
        var place = new TemporaryDirectory();
        var started = await TestSilo.StartAsync(
            place.Path,
            configure: services =>
                services.AddSingleton<ISecp256k1>(curve).AddSingleton<INotificationHandler<EnvelopeHandled>>(watch)
        );
        var met = await Pairs.MeetAsync(options.Pairs, [started.Mediator], watch);
        return new Population(place, started, met, curve, watch);
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        pairs.Dispose();
        directory.Dispose();
    }
}
