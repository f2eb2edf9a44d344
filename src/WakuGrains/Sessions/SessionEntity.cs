using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>The thin shell of <see cref="Session"/> over an engine's runner. Asks its installation for our own side.</summary>
public sealed class SessionEntity(
    SessionKey key,
    IEntityRunner<SessionState> runner,
    IInstallation installation,
    TimeProvider time
) : ISession
{
    /// <inheritdoc/>
    public async Task<SendReceipt> SendAsync(
        OutboundContent content,
        string? idempotencyKey,
        CancellationToken cancellationToken
    )
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        Step<SessionState, SendReceipt> Behaviour(SessionState state, Turn turn) =>
            Session.Send(state, content, device, turn);
        if (idempotencyKey is null)
            return await runner.TurnAsync(Behaviour, cancellationToken);

        var fingerprint = ContentFingerprint.Of(content);
        var once = new Once<SendReceipt>(
            OnceKeys.ForSend(idempotencyKey),
            time.GetUtcNow() + MessagingLimits.IdempotencyRetention,
            receipt => SendReceiptCodec.Encode(receipt, fingerprint)
        );
        return await runner.TurnOnceAsync(
            once,
            stored => SendReceiptCodec.Replay(stored, fingerprint),
            Behaviour,
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<ReceiveResult> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var device = await installation.GetDeviceAsync(cancellationToken);
        var once = new Once<ReceiveResult>(
            OnceKeys.ForEnvelope(message.TimestampNanoseconds, message.EnvelopeHash.Span),
            time.GetUtcNow() + MessagingLimits.EnvelopeRetention,
            result => IsHandled(result.Outcome) ? NoReceipt : null
        )
        {
            IsFirst = IsFirst,
        };
        return await runner.TurnOnceAsync(
            once,
            static _ => new ReceiveResult(
                EnvelopeOutcome.Duplicate,
                MessageEncryption.None,
                OwesAcknowledgement: false
            ),
            (state, turn) => Session.Receive(state, message, device, turn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task LearnBundleAsync(Bundle bundle, bool onlyIfKnown, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Session.LearnBundle(state, bundle, onlyIfKnown), cancellationToken);

    /// <inheritdoc/>
    public async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        await runner.TurnAsync((state, turn) => Session.Acknowledge(state, device, turn), cancellationToken);
    }

    /// <summary>The key of the session, for logs.</summary>
    public override string ToString() => $"Session({key})";

    private static readonly ReadOnlyMemory<byte>? NoReceipt = ReadOnlyMemory<byte>.Empty;

    // A session's ratchet opens a message once. One that begins a session, or has none, could be opened again.
    private static bool IsFirst(ReceiveResult result) =>
        result.Encryption == MessageEncryption.DoubleRatchet
        && result.Outcome is EnvelopeOutcome.Delivered or EnvelopeOutcome.Processed;

    // What failed may succeed when the same envelope comes again, after the messages before it have come. A public message may be
    // learnt from twice, and a stranger's must leave nothing.
    private static bool IsHandled(EnvelopeOutcome outcome) =>
        outcome is EnvelopeOutcome.Delivered or EnvelopeOutcome.Processed;
}
