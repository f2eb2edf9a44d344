using System.Collections.Immutable;
using WakuGrains.Engine;

namespace WakuGrains.Orleans.Effects;

/// <summary>
/// The effects of one entity that other entities of the cluster take, of some kinds. Done in their order, one run at a time, what
/// belongs together in one call; what fails stays pending.
/// </summary>
internal sealed class Errands : IDisposable
{
    private const int MostAtOnce = 1000;

    private readonly PendingEffects pending;
    private readonly IErrandTakers takers;
    private readonly Func<PendingEffect, PendingEffect?> select;
    private readonly SemaphoreSlim turn = new(1);

    private Errands(PendingEffects pending, IErrandTakers takers, Func<PendingEffect, PendingEffect?> select)
    {
        (this.pending, this.takers, this.select) = (pending, takers, select);
    }

    /// <summary>Those that say where the entity listens.</summary>
    public static Errands Topics(PendingEffects pending, IErrandTakers takers) =>
        new(pending, takers, static each => each.Effect is Effect.Listen ? each : null);

    /// <summary>The others: deliveries and acknowledgements.</summary>
    public static Errands Messages(PendingEffects pending, IErrandTakers takers) =>
        new(pending, takers, static each => each.Effect is Effect.Deliver or Effect.MarkDelivered ? each : null);

    /// <summary>Whether some wait.</summary>
    public bool AreWaiting => !pending.Read(0, 1, select).IsEmpty;

    /// <summary>Does those that wait now and before.</summary>
    public async Task RunAsync()
    {
        if (!AreWaiting)
            return;
        await turn.WaitAsync();
        try
        {
            while (pending.Read(0, MostAtOnce, select) is { IsEmpty: false } waiting)
                await DoAsync(waiting);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task DoAsync(ImmutableArray<PendingEffect> waiting)
    {
        for (var i = 0; i < waiting.Length; )
        {
            var run = Run(waiting, i);
            await TakeAsync(run);
            pending.Mark(run.Select(each => each.Id));
            i += run.Length;
        }
    }

    private Task TakeAsync(ImmutableArray<PendingEffect> run) =>
        run[0].Effect switch
        {
            Effect.Deliver first => takers.DeliverAsync(
                first.Mailbox,
                [.. run.Select(each => ((Effect.Deliver)each.Effect).Message)]
            ),
            Effect.Listen listen => takers.ListenAsync(listen.Listener),
            Effect.MarkDelivered => takers.AcknowledgedAsync([
                .. run.Select(each => ((Effect.MarkDelivered)each.Effect).AcknowledgementId),
            ]),
            var other => throw new InvalidOperationException($"An effect of type {other.GetType().Name} is no errand."),
        };

    // Those from a place on that go in one call.
    private static ImmutableArray<PendingEffect> Run(ImmutableArray<PendingEffect> waiting, int from)
    {
        var end = from + 1;
        while (end < waiting.Length && GoTogether(waiting[from].Effect, waiting[end].Effect))
            end++;
        return waiting[from..end];
    }

    private static bool GoTogether(Effect first, Effect next) =>
        (first, next) switch
        {
            (Effect.Deliver one, Effect.Deliver other) => one.Mailbox == other.Mailbox,
            (Effect.MarkDelivered, Effect.MarkDelivered) => true,
            _ => false,
        };
}
