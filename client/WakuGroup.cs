namespace WakuGrains.Client;

/// <summary>A group that a bot is in or waits for.</summary>
/// <param name="GroupId">Its id, <c>0x</c> and hex; the same for all its members.</param>
/// <param name="ChatId">The name of its chat.</param>
/// <param name="ContentTopic">The content topic that it is on.</param>
/// <param name="Owner">Whose keys the bot sends with, beside its own, as <c>zQ3sh…</c>; null as long as it waits for a key.</param>
/// <param name="Keys">Its keys, the newest first; none as long as the bot waits for one.</param>
/// <param name="Waiting">How many messages wait for a key.</param>
public sealed record WakuGroup(
    string GroupId,
    string ChatId,
    string ContentTopic,
    string? Owner,
    IReadOnlyList<WakuGroupKey> Keys,
    int Waiting
);

/// <summary>What may be known of a group's key; not the key.</summary>
/// <param name="KeyId">Its name, <c>0x</c> and 64 hex digits.</param>
/// <param name="CreatedAt">When it was made, as its maker says.</param>
/// <param name="Position">The highest number of a message that was sent or read under it.</param>
/// <param name="MaySend">Whether the bot sends with it, when it is the newest one that does.</param>
public sealed record WakuGroupKey(string KeyId, DateTimeOffset CreatedAt, uint Position, bool MaySend);
