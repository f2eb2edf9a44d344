using System.Collections.Concurrent;
using MediatR;
using WakuGrains.Messages;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Interop.Tests.Silo;

/// <summary>How the handling of each envelope ended, in order.</summary>
internal sealed class OutcomeLog : INotificationHandler<EnvelopeHandled>
{
    private readonly ConcurrentDictionary<MessageHash, ConcurrentQueue<EnvelopeOutcome>> outcomes = new();

    /// <summary>The outcomes by envelope.</summary>
    public IReadOnlyDictionary<MessageHash, EnvelopeOutcome[]> ByEnvelope =>
        outcomes.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());

    /// <summary>The outcomes of one envelope; none when it was not looked at.</summary>
    public EnvelopeOutcome[] Of(MessageHash envelope) =>
        outcomes.TryGetValue(envelope, out var found) ? [.. found] : [];

    /// <inheritdoc/>
    public Task Handle(EnvelopeHandled notification, CancellationToken cancellationToken)
    {
        outcomes.GetOrAdd(notification.Hash, _ => new()).Enqueue(notification.Outcome);
        return Task.CompletedTask;
    }
}
