using System.Collections.Immutable;
using WakuGrains.Ports;

namespace WakuGrains.Sending;

/// <summary>
/// How far the messages of one installation got, where the storage cannot be asked for it, addressed through an engine. Kept for
/// <see cref="MessagingLimits.IdempotencyRetention"/>; the oldest go before when there are very many.
/// </summary>
public interface ISentLog
{
    /// <summary>Records what happened. Idempotent, and a status never goes back. Completes when it is durable.</summary>
    /// <exception cref="ArgumentException">A lane is not of this installation.</exception>
    Task RecordAsync(ImmutableArray<SentUpdate> updates, CancellationToken cancellationToken);

    /// <summary>How far a message got, or null when it is not known (any more).</summary>
    Task<SentMessage?> FindAsync(ReadOnlyMemory<byte> messageId, CancellationToken cancellationToken);
}
