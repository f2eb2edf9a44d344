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

    /// <summary>Counts entries that a lane has taken into memory, or let go.</summary>
    void Hold(int entries);

    /// <summary>Waits for the right to begin one envelope; <see cref="PublishAsync"/> gives it back.</summary>
    Task WaitForSlotAsync();

    /// <summary>
    /// Hands an envelope to the node until the node takes it, or until the end. The inner task completes when that is stored.
    /// </summary>
    Task<Task> PublishAsync(OutboxEntry entry);

    /// <summary>Reads a lane's entries from the store; none at the end.</summary>
    Task<ImmutableArray<OutboxEntry>> ReadAsync(string lane, long afterId, int limit);
}
