using Microsoft.Extensions.Logging;
using WakuGrains.Diagnostics;
using WakuGrains.Ports;

namespace WakuGrains.Engine.Lanes;

/// <summary>Letters on their way from the store to the carrier.</summary>
/// <param name="carrier">The carrier, asked for with the first letter: it needs the entities, and they need the engine.</param>
/// <param name="logger">Where faults are told.</param>
internal sealed class LetterTraffic(Func<ILetterCarrier?> carrier, ILogger logger) : ILaneTraffic<LetterEntry>
{
    // With the pauses that there are: every ten minutes, for a letter that is refused for long.
    private const int AttemptsPerWarning = 20;

    /// <inheritdoc/>
    public long SizeOf(LetterEntry entry) => entry.Letter?.Body.Length ?? 0;

    /// <inheritdoc/>
    public async Task<Handover> HandOverAsync(LetterEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Letter is not { } letter)
            return PutAside(entry, entry.Damage);
        if (carrier() is not { } found)
            return PutAside(entry, new InvalidOperationException("No letter carrier is registered."));
        try
        {
            await found.CarryAsync(letter, cancellationToken);
        }
        catch (StateFormatException exception)
        {
            return PutAside(entry, exception);
        }

        Telemetry.LettersCarried.Add(1);
        return Handover.Taken;
    }

    /// <inheritdoc/>
    public void NotTaken(LetterEntry entry, Exception exception, int attempt)
    {
        if (attempt % AttemptsPerWarning == 1)
            LetterLog.Retrying(logger, exception, entry.Id, entry.Letter?.Kind, attempt);
    }

    /// <inheritdoc/>
    public void NotMarked(Exception exception, int count) => LetterLog.NotMarked(logger, exception, count);

    /// <inheritdoc/>
    public void NotRead(Exception exception, int attempt) => LetterLog.NotRead(logger, exception, attempt);

    private Handover PutAside(LetterEntry entry, Exception? reason)
    {
        LetterLog.PutAside(logger, reason, entry.Id, entry.Letter?.Kind);
        return Handover.PutAside;
    }
}
