using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Effects;

/// <summary>The letters among an entity's pending effects, as lanes see them.</summary>
internal sealed class PendingLetters(string lane, PendingEffects pending) : ILaneStore<LetterEntry>
{
    /// <inheritdoc/>
    public ValueTask<ImmutableArray<LetterEntry>> ReadAsync(string lane, long afterId, int limit) =>
        new(pending.Read(afterId, limit, Entry));

    /// <inheritdoc/>
    public Task MarkAsync(IReadOnlyCollection<long> ids)
    {
        pending.Mark(ids);
        return Task.CompletedTask;
    }

    private LetterEntry? Entry(PendingEffect each) =>
        each.Effect is Effect.Post post ? new LetterEntry(each.Id, lane, post.Letter) : null;
}
