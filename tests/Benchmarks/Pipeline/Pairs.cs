using MediatR;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>Pairs of bots whose sessions are set up.</summary>
internal sealed class Pairs : IDisposable
{
    /// <summary>How the names of the bots begin that write first.</summary>
    public const string Left = "left";

    /// <summary>How the names of the others begin.</summary>
    public const string Right = "right";

    // There and back twice: after that both sides are confirmed and use the topic that they negotiated.
    private const int WarmUpTurns = 4;

    private Pairs(IReadOnlyList<Direction> there, IReadOnlyList<Direction> back) => (There, Back) = (there, back);

    /// <summary>From the left bot of each pair to the right one.</summary>
    public IReadOnlyList<Direction> There { get; }

    /// <summary>From the right bot of each pair to the left one.</summary>
    public IReadOnlyList<Direction> Back { get; }

    /// <summary>Both directions of every pair.</summary>
    public IReadOnlyList<Direction> Directions => [.. There, .. Back];

    /// <summary>Opens bots and lets every pair exchange its first messages.</summary>
    /// <param name="count">Pairs.</param>
    /// <param name="mediators">Who takes the requests of the bots: the left ones' from the pair's number on, the right ones' from the next.</param>
    /// <param name="watch">Hears of every delivery.</param>
    public static async Task<Pairs> MeetAsync(int count, IReadOnlyList<IMediator> mediators, DeliveryWatch watch)
    {
        var left = await OpenAsync(Left, count, pair => mediators[pair % mediators.Count]);
        var right = await OpenAsync(Right, count, pair => mediators[(pair + 1) % mediators.Count]);
        var pairs = new Pairs(
            [.. left.Zip(right, (one, other) => new Direction(one, other))],
            [.. left.Zip(right, (one, other) => new Direction(other, one))]
        );
        foreach (var direction in pairs.Directions)
            watch.Watch(direction);
        for (var turn = 0; turn < WarmUpTurns; turn++)
            await Task.WhenAll((turn % 2 == 0 ? pairs.There : pairs.Back).Select(each => each.SendAndWaitAsync()));
        return pairs;
    }

    public void Dispose()
    {
        foreach (var direction in Directions)
            direction.Dispose();
    }

    private static Task<Bot[]> OpenAsync(string side, int count, Func<int, IMediator> mediatorOf) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(pair => Bot.OpenAsync(mediatorOf(pair), $"{side}-{pair}")));
}
