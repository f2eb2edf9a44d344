using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Groups;

/// <summary>A group as one of our installations knows it: people and bots that have keys in common (facts 5).</summary>
/// <param name="Key">Our installation and the group.</param>
/// <param name="ChatId">The name of its chat, from which its topic follows.</param>
/// <param name="Owner">
/// Who made it or, seen from a member, who gave the first key. Its keys and our own are the ones that we send with. Null as long
/// as we are not in the group.
/// </param>
/// <param name="Chains">Its keys by time, the oldest first; at most <see cref="MessagingLimits.GroupKeys"/> and the foreign ones.</param>
/// <param name="ChatClock">The chat's Lamport clock in milliseconds: above everything sent or received.</param>
/// <param name="Topic">The topic that is listened to; null as long as we are not in the group and do not wait for its key.</param>
/// <param name="Waiting">Messages that wait for their key, the oldest first.</param>
public sealed record GroupState(
    GroupAddress Key,
    string ChatId,
    PublicKey? Owner,
    ImmutableArray<GroupChain> Chains,
    ulong ChatClock,
    GroupTopic? Topic,
    ImmutableArray<WaitingMessage> Waiting
)
{
    /// <summary>Whether we have a key of the group.</summary>
    public bool IsMember => !Chains.IsEmpty;

    /// <summary>Whether we listen to the group: we have a key, or wait for one.</summary>
    public bool IsKnown => Topic is not null;

    /// <summary>A group that we are not in. Its chat has the group's id for its name, unless another is given when we join.</summary>
    public static GroupState Empty(GroupAddress key) => new(key, $"0x{key.GroupId}", null, [], 0, null, []);

    /// <summary>The public part; never a key.</summary>
    public override string ToString() => $"GroupState({Key}, {Chains.Length} keys, {Waiting.Length} waiting)";
}

/// <summary>The topic of a group's chat.</summary>
/// <param name="ContentTopic">The content topic.</param>
/// <param name="Key">The frame key, 32 bytes. Who knows the chat id knows it.</param>
public sealed record GroupTopic(string ContentTopic, SecretBytes Key)
{
    /// <summary>The content topic; never the key.</summary>
    public override string ToString() => $"GroupTopic({ContentTopic})";
}
