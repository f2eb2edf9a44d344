using System.Collections.Concurrent;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Messages;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>Hears of every envelope that was handled, after its commit, and counts.</summary>
internal sealed class DeliveryWatch : INotificationHandler<EnvelopeHandled>
{
    private readonly ConcurrentDictionary<IdentityKey, Direction> directions = new();
    private long delivered;
    private long processed;

    /// <summary>Messages that went into a mailbox.</summary>
    public long Delivered => Interlocked.Read(ref delivered);

    /// <summary>Frames of others that were decrypted: messages, and acknowledgements that travelled alone.</summary>
    public long Frames => Delivered + Interlocked.Read(ref processed);

    /// <summary>Every recipient has one sender.</summary>
    public void Watch(Direction direction) => directions[direction.Recipient.Key] = direction;

    public Task Handle(EnvelopeHandled notification, CancellationToken cancellationToken)
    {
        if (notification.Outcome == EnvelopeOutcome.Processed)
            Interlocked.Increment(ref processed);
        if (notification.Outcome != EnvelopeOutcome.Delivered)
            return Task.CompletedTask;
        Interlocked.Increment(ref delivered);
        directions[notification.Installation.Identity].Delivered();
        return Task.CompletedTask;
    }
}
