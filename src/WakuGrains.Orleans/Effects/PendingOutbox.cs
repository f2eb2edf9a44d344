using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Engine.Lanes;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Effects;

/// <summary>The envelopes among an entity's pending effects, as lanes see them.</summary>
internal sealed class PendingOutbox(string lane, PendingEffects pending, IErrandTakers takers) : ILaneStore<OutboxEntry>
{
    /// <inheritdoc/>
    public ValueTask<ImmutableArray<OutboxEntry>> ReadAsync(string lane, long afterId, int limit) =>
        new(pending.Read(afterId, limit, Entry));

    /// <inheritdoc/>
    public Task MarkAsync(IReadOnlyCollection<long> ids) =>
        StorageFaults.RunAsync(async () =>
        {
            var withMessages = pending.Find(ids).Where(HasMessage).ToImmutableArray();
            if (!withMessages.IsEmpty)
                await takers.PublishedAsync(withMessages);
            pending.Mark(ids);
            return true;
        });

    /// <summary>Whether an effect publishes an envelope with a message whose status is kept.</summary>
    public static bool HasMessage(PendingEffect each) => each.Effect is Effect.Publish { MessageId.Length: > 0 };

    private OutboxEntry? Entry(PendingEffect each) =>
        each.Effect is Effect.Publish publish ? new OutboxEntry(each.Id, lane, publish.Envelope) : null;
}
