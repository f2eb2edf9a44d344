using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Effects;

/// <summary>The letters among an entity's pending effects.</summary>
internal sealed class PendingLetters(PendingEffects pending) : PendingLane<LetterEntry>(pending)
{
    private readonly PendingEffects pending = pending;

    /// <inheritdoc/>
    public override Task MarkAsync(IReadOnlyCollection<long> ids)
    {
        pending.Mark(ids);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override LetterEntry? Entry(string lane, PendingEffect effect) =>
        effect.Effect is Effect.Post post ? new LetterEntry(effect.Id, lane, post.Letter) : null;
}
