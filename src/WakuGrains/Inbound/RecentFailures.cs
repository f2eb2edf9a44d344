using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Sessions;

namespace WakuGrains.Inbound;

/// <summary>A message of a peer that was not read.</summary>
/// <param name="At">When it came.</param>
/// <param name="Outcome">Why it was not read.</param>
/// <param name="Encryption">How it was encrypted, where that was reached.</param>
/// <param name="Topic">On which kind of topic it came.</param>
public sealed record InboundFailure(
    DateTimeOffset At,
    EnvelopeOutcome Outcome,
    MessageEncryption Encryption,
    TopicKind Topic
);

/// <summary>
/// Remembers why messages were not read, for an operator who looks at a session. In memory only and bounded: a message that fails
/// writes nothing for its own sake.
/// </summary>
internal sealed class RecentFailures(TimeProvider time)
{
    private const int PerSession = 8;
    private const int Sessions = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<SessionKey, ImmutableQueue<InboundFailure>> bySession = [];
    private readonly Queue<SessionKey> order = new();

    /// <summary>The latest failures of a session, oldest first.</summary>
    public ImmutableArray<InboundFailure> Of(SessionKey session)
    {
        lock (gate)
            return bySession.TryGetValue(session, out var failures) ? [.. failures] : [];
    }

    /// <summary>Takes note of how an envelope was handled.</summary>
    public void Note(EnvelopeHandled handled)
    {
        if (handled.Sender is { } sender && IsFailure(handled.Outcome))
            Add(new SessionKey(handled.Installation, sender), handled);
    }

    private void Add(SessionKey session, EnvelopeHandled handled)
    {
        var failure = new InboundFailure(time.GetUtcNow(), handled.Outcome, handled.Encryption, handled.Topic);
        lock (gate)
        {
            if (!bySession.TryGetValue(session, out var failures))
                failures = Begin(session);
            failures = failures.Enqueue(failure);
            bySession[session] = failures.Count() > PerSession ? failures.Dequeue() : failures;
        }
    }

    private ImmutableQueue<InboundFailure> Begin(SessionKey session)
    {
        if (order.Count == Sessions)
            bySession.Remove(order.Dequeue());
        order.Enqueue(session);
        return [];
    }

    private static bool IsFailure(EnvelopeOutcome outcome) =>
        outcome
            is EnvelopeOutcome.Malformed
                or EnvelopeOutcome.Forged
                or EnvelopeOutcome.NotForThisDevice
                or EnvelopeOutcome.NotPaired
                or EnvelopeOutcome.NotTrusted
                or EnvelopeOutcome.TrustAwaited
                or EnvelopeOutcome.NoSession
                or EnvelopeOutcome.Desynchronised
                or EnvelopeOutcome.TooFarAhead
                or EnvelopeOutcome.Unsupported;
}

/// <summary>Has the failures remembered.</summary>
internal sealed class FailureRecorder(RecentFailures failures) : INotificationHandler<EnvelopeHandled>
{
    public Task Handle(EnvelopeHandled notification, CancellationToken cancellationToken)
    {
        failures.Note(notification);
        return Task.CompletedTask;
    }
}
