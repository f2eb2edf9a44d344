using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Groups;

/// <summary>The thin shell of <see cref="Group"/> over an engine's runner. Asks its installation for our own side.</summary>
public sealed class GroupEntity(
    GroupAddress key,
    IEntityRunner<GroupState> runner,
    IInstallation installation,
    TimeProvider time
) : IGroup
{
    private static readonly ReadOnlyMemory<byte>? NoReceipt = ReadOnlyMemory<byte>.Empty;

    /// <inheritdoc/>
    public async Task<GroupInfo> CreateAsync(string? chatId, CancellationToken cancellationToken)
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        return await runner.TurnAsync(
            (state, turn) =>
                state.IsMember
                    ? Step.Unchanged(state, GroupInfo.Of(state))
                    : Group.CreateKey(state, chatId, device, turn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<GroupInfo> JoinAsync(string? chatId, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, _) => Group.Join(state, chatId), cancellationToken);

    /// <inheritdoc/>
    public Task<GroupInfo?> FindAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(GroupInfo.Find, cancellationToken);

    /// <inheritdoc/>
    public async Task<SendReceipt> SendAsync(
        OutboundContent content,
        string? idempotencyKey,
        CancellationToken cancellationToken
    )
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        Step<GroupState, SendReceipt> Behaviour(GroupState state, Turn turn) =>
            Group.Send(state, content, device, turn);
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
    public async Task<GroupInfo> RekeyAsync(ImmutableArray<PublicKey> members, CancellationToken cancellationToken)
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        return await runner.TurnAsync(
            (state, turn) =>
            {
                Group.RequireMember(state);
                return Group.Rekey(state, members, content: null, device, turn);
            },
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public async Task<GroupKeysLearnt> LearnKeysAsync(
        PublicKey from,
        ImmutableArray<GroupKey> keys,
        CancellationToken cancellationToken
    )
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        return await runner.TurnAsync(
            (state, turn) => Group.LearnKeys(state, from, keys, device, turn),
            cancellationToken
        );
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<GroupKey>> ExportKeysAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(
            static state =>
            {
                Group.RequireMember(state);
                return Group.ExportKeys(state);
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public async Task<ReceiveResult> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var device = await installation.GetDeviceAsync(cancellationToken);
        var once = new Once<ReceiveResult>(
            OnceKeys.ForEnvelope(message.TimestampNanoseconds, message.EnvelopeHash.Span),
            time.GetUtcNow() + MessagingLimits.EnvelopeRetention,
            result => IsHandled(result.Outcome) ? NoReceipt : null
        );
        return await runner.TurnOnceAsync(
            once,
            static _ => new ReceiveResult(
                EnvelopeOutcome.Duplicate,
                MessageEncryption.None,
                OwesAcknowledgement: false
            ),
            (state, turn) => Group.Receive(state, message, device, turn),
            cancellationToken
        );
    }

    /// <summary>The key of the group, for logs.</summary>
    public override string ToString() => $"Group({key})";

    // What waits for its key is not handled: it may be pushed out and come again.
    private static bool IsHandled(EnvelopeOutcome outcome) =>
        outcome is EnvelopeOutcome.Delivered or EnvelopeOutcome.Processed;
}
