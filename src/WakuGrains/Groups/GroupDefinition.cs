using Google.Protobuf;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;
using WakuGrains.State;

namespace WakuGrains.Groups;

/// <summary>
/// How groups are stored: the main part with keys and clock, below 2 kB, and the messages that wait for their key, which are
/// written only when they change.
/// </summary>
public sealed class GroupDefinition(ISecp256k1 curve) : IEntityDefinition<GroupState>
{
    /// <summary>The kind's name in the store.</summary>
    public const string KindName = "group";

    private const int MainPart = 0;
    private const uint Format = 1;

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts { get; } = ["main", "waiting"];

    /// <inheritdoc/>
    public GroupState Empty(string key) => GroupState.Empty(GroupAddress.Parse(key));

    /// <inheritdoc/>
    public bool HasChanged(int part, GroupState before, GroupState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return part == MainPart ? before with { Waiting = after.Waiting } != after : before.Waiting != after.Waiting;
    }

    /// <inheritdoc/>
    public byte[] Encode(int part, GroupState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return part == MainPart ? EncodeMain(state) : EncodeWaiting(state);
    }

    /// <inheritdoc/>
    public GroupState Decode(string key, IReadOnlyList<byte[]?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts is not [{ } main, var waiting])
            return Empty(key);
        var record = RecordFormat.Parse(GroupRecord.Parser, main, Kind);
        RecordFormat.Require(record.Format, Format, Kind);
        var messages = waiting is null
            ? new WaitingMessagesRecord { Format = Format }
            : RecordFormat.Parse(WaitingMessagesRecord.Parser, waiting, Kind);
        RecordFormat.Require(messages.Format, Format, Kind);
        return RecordFormat.Restore(Kind, () => Restore(GroupAddress.Parse(key), record, messages));
    }

    /// <inheritdoc/>
    public void Wipe(GroupState superseded, GroupState current)
    {
        ArgumentNullException.ThrowIfNull(superseded);
        ArgumentNullException.ThrowIfNull(current);
        if (superseded.Chains == current.Chains)
            return;
        foreach (var chain in superseded.Chains)
            if (!current.Chains.Any(kept => ReferenceEquals(kept.Ratchet.Key, chain.Ratchet.Key)))
                chain.Ratchet.Dispose();
    }

    private GroupState Restore(GroupAddress key, GroupRecord record, WaitingMessagesRecord messages) =>
        new(
            key,
            record.ChatId,
            record.Owner.IsEmpty ? null : PublicKey.Parse(curve, record.Owner.Span),
            [.. record.Keys.Select(chain => GroupCodec.FromRecord(key, chain))],
            record.ChatClock,
            record.Topic.Length == 0 ? null : new GroupTopic(record.Topic, new SecretBytes(record.TopicKey.Span)),
            [.. messages.Messages.Select(message => GroupCodec.FromRecord(curve, message))]
        );

    private static byte[] EncodeMain(GroupState state)
    {
        var record = new GroupRecord
        {
            Format = Format,
            ChatId = state.ChatId,
            Owner = state.Owner is null ? ByteString.Empty : ByteString.CopyFrom(state.Owner.Compressed),
            ChatClock = state.ChatClock,
        };
        record.Keys.AddRange(state.Chains.Select(GroupCodec.ToRecord));
        if (state.Topic is { } topic)
            (record.Topic, record.TopicKey) = (topic.ContentTopic, ByteString.CopyFrom(topic.Key.Span));
        return record.ToByteArray();
    }

    private static byte[] EncodeWaiting(GroupState state)
    {
        var record = new WaitingMessagesRecord { Format = Format };
        record.Messages.AddRange(state.Waiting.Select(GroupCodec.ToRecord));
        return record.ToByteArray();
    }
}
