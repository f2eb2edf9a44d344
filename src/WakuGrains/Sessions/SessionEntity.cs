using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Trust;

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
        return await OnceTurns.SendAsync(
            runner,
            idempotencyKey,
            () => ContentFingerprint.Of(content),
            (state, turn) => Session.Send(state, content, device, turn),
            time.GetUtcNow(),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<SendReceipt> SendToManyAsync(
        OutboundContent content,
        ImmutableArray<PublicKey> recipients,
        string? idempotencyKey,
        CancellationToken cancellationToken
    )
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        if (!key.Peer.Equals(device.Identity.PublicKey))
            throw new InvalidOperationException(
                "A message for several identities is made in the session with our own."
            );
        return await OnceTurns.SendAsync(
            runner,
            idempotencyKey,
            () => ContentFingerprint.Of(content, recipients),
            (state, turn) => Session.SendToMany(state, content, recipients, device, turn),
            time.GetUtcNow(),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task SendWrappedAsync(
        ReadOnlyMemory<byte> messageId,
        ReadOnlyMemory<byte> wrapped,
        bool isCopy,
        CancellationToken cancellationToken
    )
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        var once = new Once<bool>(
            OnceKeys.ForLetter(messageId),
            time.GetUtcNow() + MessagingLimits.IdempotencyRetention,
            _ => OnceTurns.NoReceipt
        );
        await runner.TurnOnceAsync(
            once,
            static _ => false,
            (state, turn) => Session.SendWrapped(state, wrapped, messageId, isCopy, device, turn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task SendGroupKeysAsync(
        ReadOnlyMemory<byte> groupId,
        ImmutableArray<GroupKey> keys,
        CancellationToken cancellationToken
    )
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        await runner.TurnAsync(
            (state, turn) => Session.SendGroupKeys(state, groupId, keys, device, turn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<ReceiveResult> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var device = await installation.GetDeviceAsync(cancellationToken);
        return await OnceTurns.ReceiveAsync(
            runner,
            message,
            IsFirst,
            (state, turn) => Session.Receive(state, message, device, turn),
            time.GetUtcNow(),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<AnswerOutcome> AnswerAsync(
        bool withNewPrekey,
        bool mayBeStranger,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var (isKnown, isDue) = await runner.ReadAsync(
            state => (state.IsKnown, Session.MayAnswer(state, now)),
            cancellationToken
        );
        if (!isDue || !(isKnown || mayBeStranger))
            return AnswerOutcome.NotAnswered;
        // A stranger has no session with us that only another prekey could replace.
        var device =
            withNewPrekey && isKnown
                ? await installation.RenewPrekeyAsync(force: false, cancellationToken)
                : await installation.GetDeviceAsync(cancellationToken);
        if (!await runner.TurnAsync((state, turn) => Session.Answer(state, device, turn), cancellationToken))
            return AnswerOutcome.NotAnswered;
        return isKnown ? AnswerOutcome.Answered : AnswerOutcome.StrangerAnswered;
    }

    /// <inheritdoc/>
    public Task LearnBundleAsync(Bundle bundle, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Session.LearnBundle(state, bundle, onlyIfKnown: true), cancellationToken);

    /// <inheritdoc/>
    public async Task MeetAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        await runner.TurnAsync((state, turn) => Session.Meet(state, bundle, device, turn), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        await runner.TurnAsync((state, turn) => Session.Acknowledge(state, device, turn), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<PeerTrust> FindTrustAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(state => state.Trust, cancellationToken);

    /// <inheritdoc/>
    public Task DecideAsync(PeerTrust trust, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Session.Decide(state, trust), cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<HeldMessage>> ListHeldAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(state => state.Held, cancellationToken);

    /// <inheritdoc/>
    public Task ReleaseAsync(ReadOnlyMemory<byte> envelopeHash, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Session.Release(state, envelopeHash), cancellationToken);

    /// <inheritdoc/>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        // On a prekey that the peer knows already it would go on with what is forgotten here.
        var device = await installation.RenewPrekeyAsync(force: true, cancellationToken);
        await runner.TurnAsync((state, turn) => Session.Reset(state, device, turn), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SessionInfo?> FindAsync(CancellationToken cancellationToken)
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        return await runner.ReadAsync(
            state =>
                state.IsKnown || state.Trust != PeerTrust.Undecided || !state.Held.IsEmpty
                    ? SessionInfo.Of(state, device)
                    : null,
            cancellationToken
        );
    }

    /// <summary>The key of the session, for logs.</summary>
    public override string ToString() => $"Session({key})";

    // A session's ratchet opens a message once. One that begins a session, or has none, could be opened again.
    private static bool IsFirst(ReceiveResult result) =>
        result.Encryption == MessageEncryption.DoubleRatchet
        && result.Outcome is EnvelopeOutcome.Delivered or EnvelopeOutcome.Processed;
}
