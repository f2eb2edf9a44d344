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
    /// <inheritdoc/>
    public async Task<GroupInfo> CreateAsync(string? chatId, CancellationToken cancellationToken)
    {
        var device = await installation.GetDeviceAsync(cancellationToken);
        return await runner.TurnAsync((state, turn) => Group.Create(state, chatId, device, turn), cancellationToken);
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
        return await OnceTurns.SendAsync(
            runner,
            idempotencyKey,
            () => ContentFingerprint.Of(content),
            (state, turn) => Group.Send(state, content, device, turn),
            time.GetUtcNow(),
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
        return await OnceTurns.ReceiveAsync(
            runner,
            message,
            isFirst: null,
            (state, turn) => Group.Receive(state, message, device, turn),
            time.GetUtcNow(),
            cancellationToken
        );
    }

    /// <summary>The key of the group, for logs.</summary>
    public override string ToString() => $"Group({key})";
}
