using Microsoft.Extensions.Logging;
using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Effects;

/// <summary>
/// Carries out the pending effects of one activation: errands before callers are answered, envelopes and letters afterwards in
/// lanes of their own. Whatever fails stays pending and is tried again.
/// </summary>
internal sealed partial class EffectCarrier : IAsyncDisposable
{
    private readonly IErrandTakers takers;
    private readonly RetryPause pause;
    private readonly ILogger logger;
    private readonly Errands errands;
    private readonly LaneCourier<OutboxEntry> publisher;
    private readonly LaneCourier<LetterEntry> carrier;
    private readonly EntityLane<OutboxEntry> outbox;
    private readonly EntityLane<LetterEntry> letters;
    private Task retrying = Task.CompletedTask;

    public EffectCarrier(string lane, PendingEffects pending, IErrandTakers takers, EffectPorts ports)
    {
        (this.takers, logger) = (takers, ports.Logger);
        pause = new RetryPause(ports.Time, ports.Random);
        errands = new Errands(pending, takers);
        publisher = new(
            new PendingOutbox(pending, takers),
            new OutboxTraffic(ports.Node, ports.Logger),
            pause,
            ports.PublishWindow
        );
        outbox = new(lane, ports.PublishWindow, publisher);
        // A letter may build on what the one before has brought about.
        carrier = new(new PendingLetters(pending), new LetterTraffic(ports.Carrier, ports.Logger), pause, 1);
        letters = new(lane, 1, carrier);
    }

    /// <summary>Does what a caller may rely on when it is answered.</summary>
    public async Task RunErrandsAsync(IReadOnlyCollection<PendingEffect> added)
    {
        if (await TryAsync(added) || !retrying.IsCompleted)
            return;
        retrying = RetryAsync();
    }

    /// <summary>Hands on what waits otherwise.</summary>
    public void HandOn()
    {
        outbox.Recheck();
        letters.Recheck();
    }

    /// <summary>Everything that waits is looked at again, because the record was read.</summary>
    public void TakeUp()
    {
        HandOn();
        if (errands.AreWaiting && retrying.IsCompleted)
            retrying = RetryAsync();
    }

    /// <summary>Begins nothing more and waits for what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await pause.StopAsync();
        await Task.WhenAll(outbox.Retired, letters.Retired, retrying);
        publisher.Dispose();
        carrier.Dispose();
        errands.Dispose();
        pause.Dispose();
    }

    private async Task RetryAsync()
    {
        for (var attempt = 0; !await TryAsync([]); attempt++)
            if (!await pause.WaitAsync(attempt))
                return;
    }

#pragma warning disable CA1031 // Nothing is swallowed: it is logged, stays pending and is tried again. The commit has happened.
    private async Task<bool> TryAsync(IReadOnlyCollection<PendingEffect> added)
    {
        try
        {
            var accepted = added.Where(PendingOutbox.HasMessage).ToList();
            await errands.RunAsync();
            if (accepted.Count > 0)
                await takers.AcceptedAsync([.. accepted]);
            return true;
        }
        catch (Exception exception)
        {
            NotDone(logger, exception);
            return false;
        }
    }
#pragma warning restore CA1031

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Deliveries, topics or acknowledgements of a commit were not taken; they stay stored and are tried again."
    )]
    private static partial void NotDone(ILogger logger, Exception exception);
}
