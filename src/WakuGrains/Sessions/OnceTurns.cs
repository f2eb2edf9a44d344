using WakuGrains.Engine;
using WakuGrains.Messages;

namespace WakuGrains.Sessions;

/// <summary>The turns of conversations, of one peer or a group, that happen at most once: a send for its idempotency key, an envelope for its hash.</summary>
internal static class OnceTurns
{
    /// <summary>What is stored with a key that has nothing to answer later.</summary>
    public static readonly ReadOnlyMemory<byte>? NoReceipt = ReadOnlyMemory<byte>.Empty;

    /// <summary>Sends, once for the caller's idempotency key if there is one.</summary>
    /// <param name="runner">The entity.</param>
    /// <param name="idempotencyKey">The caller's key, or null.</param>
    /// <param name="makeFingerprint">Makes the fingerprint of what is sent; asked only when there is a key.</param>
    /// <param name="behaviour">Sends.</param>
    /// <param name="now">The time now.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="IdempotencyConflictException">The key was used for something else.</exception>
    public static Task<SendReceipt> SendAsync<TState>(
        IEntityRunner<TState> runner,
        string? idempotencyKey,
        Func<byte[]> makeFingerprint,
        Func<TState, Turn, Step<TState, SendReceipt>> behaviour,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
        where TState : class
    {
        if (idempotencyKey is null)
            return runner.TurnAsync(behaviour, cancellationToken);

        var fingerprint = makeFingerprint();
        var once = new Once<SendReceipt>(
            OnceKeys.ForSend(idempotencyKey),
            now + MessagingLimits.IdempotencyRetention,
            receipt => SendReceiptCodec.Encode(receipt, fingerprint)
        );
        return runner.TurnOnceAsync(
            once,
            stored => SendReceiptCodec.Replay(stored, fingerprint),
            behaviour,
            cancellationToken
        );
    }

    /// <summary>Receives, once for the envelope; one that was not handled may come again.</summary>
    /// <param name="runner">The entity.</param>
    /// <param name="message">What came.</param>
    /// <param name="isFirst">See <see cref="Once{TResult}.IsFirst"/>; null when nothing shows it.</param>
    /// <param name="behaviour">Receives.</param>
    /// <param name="now">The time now.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static Task<ReceiveResult> ReceiveAsync<TState>(
        IEntityRunner<TState> runner,
        InboundMessage message,
        Func<ReceiveResult, bool>? isFirst,
        Func<TState, Turn, Step<TState, ReceiveResult>> behaviour,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
        where TState : class
    {
        var once = new Once<ReceiveResult>(
            OnceKeys.ForEnvelope(message.TimestampNanoseconds, message.EnvelopeHash.Span),
            now + MessagingLimits.EnvelopeRetention,
            static result => IsHandled(result.Outcome) ? NoReceipt : null
        )
        {
            IsFirst = isFirst,
        };
        return runner.TurnOnceAsync(once, static _ => Duplicate, behaviour, cancellationToken);
    }

    private static ReceiveResult Duplicate =>
        new(EnvelopeOutcome.Duplicate, MessageEncryption.None, OwesAcknowledgement: false);

    // What failed may succeed when the same envelope comes again, after the messages before it or its key have come. A public
    // message may be learnt from twice, and a stranger's must leave nothing.
    private static bool IsHandled(EnvelopeOutcome outcome) =>
        outcome is EnvelopeOutcome.Delivered or EnvelopeOutcome.Processed;
}
