using System.Collections.Immutable;
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
    // After half a second: a caller waits no longer, and neither does a silo that stops and on which no topic finds an owner.
    private const int ListenAttempts = 2;

    private readonly PendingEffects pending;
    private readonly IErrandTakers takers;
    private readonly RetryPause pause;
    private readonly ILogger logger;
    private readonly Errands topics;
    private readonly Errands messages;
    private readonly LaneCourier<OutboxEntry> publisher;
    private readonly LaneCourier<LetterEntry> carrier;
    private readonly EntityLane<OutboxEntry> outbox;
    private readonly EntityLane<LetterEntry> letters;
    private Task retrying = Task.CompletedTask;
    private long acceptedUpTo;

    public EffectCarrier(string lane, PendingEffects pending, IErrandTakers takers, EffectPorts ports)
    {
        (this.pending, this.takers, logger) = (pending, takers, ports.Logger);
        pause = new RetryPause(ports.Time, ports.Random);
        topics = Errands.Topics(pending, takers);
        messages = Errands.Messages(pending, takers);
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

    /// <summary>Sees to it that the entity's topics are listened to: what is answered may be answered to at once.</summary>
    /// <exception cref="StoreUnavailableException">They are not yet. It goes on being tried.</exception>
    public async Task ListenAsync()
    {
        for (var attempt = 0; topics.AreWaiting; attempt++)
        {
            if (attempt == ListenAttempts || (attempt > 0 && !await pause.WaitAsync(attempt - 1)))
            {
                KeepTrying();
                throw new StoreUnavailableException(
                    "It is stored, but what may be answered to it is not listened for yet; ask again."
                );
            }

            await TryAsync();
        }
    }

    /// <summary>Does what a caller may rely on when it is answered. What cannot be done now, but for topics, is done later.</summary>
    /// <exception cref="StoreUnavailableException">Topics are not listened to yet. It goes on being tried.</exception>
    public async Task RunErrandsAsync()
    {
        await ListenAsync();
        if (!await TryAsync())
            KeepTrying();
    }

    /// <summary>Hands on what waits otherwise, unless it may be answered where nobody listens yet.</summary>
    public void HandOn()
    {
        if (topics.AreWaiting)
            return;
        outbox.Recheck();
        letters.Recheck();
    }

    /// <summary>Everything that waits is looked at again, because the record was read.</summary>
    public void TakeUp()
    {
        HandOn();
        KeepTrying();
    }

    /// <summary>Begins nothing more and waits for what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await pause.StopAsync();
        await Task.WhenAll(outbox.Retired, letters.Retired, retrying);
        publisher.Dispose();
        carrier.Dispose();
        topics.Dispose();
        messages.Dispose();
        pause.Dispose();
    }

    private bool HasErrands => topics.AreWaiting || messages.AreWaiting || !Accepted().IsEmpty;

    private void KeepTrying()
    {
        if (retrying.IsCompleted)
            retrying = RetryAsync();
    }

    // Ends only when nothing is left: whoever fails meanwhile does not begin another.
    private async Task RetryAsync()
    {
        for (var attempt = 0; HasErrands; attempt++)
            if (!await TryAsync() && !await pause.WaitAsync(attempt))
                return;
    }

    // What cannot be done holds up nothing else, but for what waits for topics.
    private async Task<bool> TryAsync()
    {
        var wasListening = topics.AreWaiting;
        var isDone =
            await TryAsync(topics.RunAsync) & await TryAsync(messages.RunAsync) & await TryAsync(TellAcceptedAsync);
        if (wasListening)
            HandOn();
        return isDone;
    }

#pragma warning disable CA1031 // Nothing is swallowed: it is logged, stays pending and is tried again. The commit has happened.
    private async Task<bool> TryAsync(Func<Task> errand)
    {
        try
        {
            await errand();
            return true;
        }
        catch (Exception exception)
        {
            NotDone(logger, exception);
            return false;
        }
    }
#pragma warning restore CA1031

    private async Task TellAcceptedAsync()
    {
        if (Accepted() is not { IsEmpty: false } accepted)
            return;
        await takers.AcceptedAsync(accepted);
        acceptedUpTo = Math.Max(acceptedUpTo, accepted[^1].Id);
    }

    // Messages whose status nobody was told of yet.
    private ImmutableArray<PendingEffect> Accepted() =>
        pending.Read(acceptedUpTo, int.MaxValue, each => PendingOutbox.HasMessage(each) ? each : null);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Deliveries, topics or acknowledgements of a commit were not taken; they stay stored and are tried again."
    )]
    private static partial void NotDone(ILogger logger, Exception exception);
}
