using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Embedded.Outbox;

/// <summary>What lanes need from outside: the node, the store and the bounds that all lanes share.</summary>
internal interface IOutboxCourier
{
    /// <summary>Whether nothing more is to be begun.</summary>
    bool IsStopping { get; }

    /// <summary>Whether the lanes together hold as much in memory as they should.</summary>
    bool IsCrowded { get; }

    /// <summary>Counts an entry that a lane has taken into memory.</summary>
    void Hold(OutboxEntry entry);

    /// <summary>Counts an entry that a lane has let go.</summary>
    void LetGo(OutboxEntry entry);

    /// <summary>Waits for the right to begin one envelope; <see cref="PublishAsync"/> gives it back.</summary>
    Task WaitForSlotAsync();

    /// <summary>
    /// Hands an envelope to the node until the node takes it, or until the end. The inner task completes when that is stored.
    /// </summary>
    Task<Task> PublishAsync(OutboxEntry entry);

    /// <summary>Reads a lane's entries from the store; none at the end.</summary>
    Task<ImmutableArray<OutboxEntry>> ReadAsync(string lane, long afterId, int limit);
}
