using WakuGrains.Engine;

namespace WakuGrains.Orleans.Effects;

/// <summary>An effect that is committed and not carried out yet.</summary>
/// <param name="Id">Ascending in the order of the entity's commits.</param>
/// <param name="Effect">What is to be done.</param>
/// <param name="CommittedAt">When it was committed.</param>
internal sealed record PendingEffect(long Id, Effect Effect, DateTimeOffset CommittedAt)
{
    // What an effect takes in a record besides its content, roughly.
    private const int Overhead = 256;

    /// <summary>Bytes in a record, roughly.</summary>
    public int Length => Overhead + Effect.Length;
}
