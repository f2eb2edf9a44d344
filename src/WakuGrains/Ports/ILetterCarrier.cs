using WakuGrains.Engine;

namespace WakuGrains.Ports;

/// <summary>Takes the letters that turns have posted to the entities they are for.</summary>
public interface ILetterCarrier
{
    /// <summary>
    /// Hands a letter over; completes when what follows from it is durable. The same letter may come again.
    /// </summary>
    /// <exception cref="StateFormatException">The letter is damaged or of a kind that this build does not know.</exception>
    Task CarryAsync(Letter letter, CancellationToken cancellationToken);
}
