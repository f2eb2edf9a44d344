using System.Collections.Immutable;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Groups;

/// <summary>What the owner of a bot may know of a group that it is in or waits for. No secret.</summary>
/// <param name="GroupId">The group's id.</param>
/// <param name="ChatId">The name of its chat.</param>
/// <param name="ContentTopic">The content topic that it is on.</param>
/// <param name="Owner">Whose keys the bot sends with, beside its own; null as long as it waits for a key.</param>
/// <param name="Keys">Its keys, the newest first.</param>
/// <param name="Waiting">How many messages wait for a key.</param>
public sealed record GroupInfo(
    ReadOnlyMemory<byte> GroupId,
    string ChatId,
    string ContentTopic,
    PublicKey? Owner,
    ImmutableArray<GroupKeyInfo> Keys,
    int Waiting
)
{
    internal static GroupInfo Of(GroupState state) =>
        new(
            state.Key.GroupIdBytes(),
            state.ChatId,
            state.Topic!.ContentTopic,
            state.Owner,
            [.. state.Chains.Reverse().Select(GroupKeyInfo.Of)],
            state.Waiting.Length
        );

    internal static GroupInfo? Find(GroupState state) => state.IsKnown ? Of(state) : null;
}

/// <summary>What the owner of a bot may know of a group's key.</summary>
/// <param name="KeyId">Its name, 32 bytes.</param>
/// <param name="CreatedAt">When it was made, as its maker says.</param>
/// <param name="Position">The highest number of a message that was sent or read under it.</param>
/// <param name="MaySend">Whether the bot sends with it, when it is the newest one that does.</param>
public sealed record GroupKeyInfo(ReadOnlyMemory<byte> KeyId, DateTimeOffset CreatedAt, uint Position, bool MaySend)
{
    internal static GroupKeyInfo Of(GroupChain chain) =>
        new(
            chain.Ratchet.Key.KeyId,
            DateTimeOffset.FromUnixTimeMilliseconds((long)chain.Ratchet.Key.TimestampMilliseconds),
            chain.Ratchet.Position,
            chain.MaySend
        );
}
