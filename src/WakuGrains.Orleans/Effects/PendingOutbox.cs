using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Effects;

/// <summary>The envelopes among an entity's pending effects.</summary>
internal sealed class PendingOutbox(PendingEffects pending, IErrandTakers takers) : PendingLane<OutboxEntry>(pending)
{
    private readonly PendingEffects pending = pending;

    /// <summary>Whether an effect publishes an envelope with a message whose status is kept.</summary>
    public static bool HasMessage(PendingEffect each) => each.Effect is Effect.Publish { MessageId.Length: > 0 };

    /// <inheritdoc/>
    public override async Task MarkAsync(IReadOnlyCollection<long> ids)
    {
        var withMessages = pending.Find(ids).Where(HasMessage).ToImmutableArray();
        if (!withMessages.IsEmpty)
            await takers.PublishedAsync(withMessages);
        pending.Mark(ids);
    }

    /// <inheritdoc/>
    protected override OutboxEntry? Entry(string lane, PendingEffect effect) =>
        effect.Effect is Effect.Publish publish ? new OutboxEntry(effect.Id, lane, publish.Envelope) : null;
}
