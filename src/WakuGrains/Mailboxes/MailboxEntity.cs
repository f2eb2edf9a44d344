using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Mailboxes;

/// <summary>The thin shell of <see cref="Mailbox"/> over an engine's runner. Reads the messages that are asked for.</summary>
public sealed class MailboxEntity(InstallationKey key, IEntityRunner<MailboxState> runner, ISecp256k1 curve) : IMailbox
{
    /// <inheritdoc/>
    public Task<bool> AppendAsync(ImmutableArray<MessageContent> messages, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, turn) => Mailbox.Append(state, messages, turn), cancellationToken);

    /// <inheritdoc/>
    public async Task<ImmutableArray<MailboxMessage>> ReadAsync(
        long afterSequence,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var found = await runner.ReadAsync(state => Mailbox.Read(state, afterSequence, limit), cancellationToken);
        return [.. found.Select(each => new MailboxMessage(each.Sequence, Decode(each.Message)))];
    }

    /// <inheritdoc/>
    public Task<MailboxStatus> AcknowledgeAsync(long upToSequence, CancellationToken cancellationToken) =>
        runner.TurnAsync((state, turn) => Mailbox.Acknowledge(state, upToSequence, turn), cancellationToken);

    /// <inheritdoc/>
    public Task<MailboxStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        runner.ReadAsync(static state => state.Status, cancellationToken);

    /// <summary>The key of the installation, for logs.</summary>
    public override string ToString() => $"Mailbox({key})";

    private MessageContent Decode(StoredMessage message) =>
        MessageContentCodec.Decode(curve, message.Content.ToArray());
}
