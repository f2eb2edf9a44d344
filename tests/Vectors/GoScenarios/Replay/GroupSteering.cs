using WakuGrains.Groups;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Leaves a group only the key that a recorded message was sent with, where we would send with another.</summary>
internal static class GroupSteering
{
    /// <summary>A copy of the group's state with one key that sends.</summary>
    public static GroupState Only(GroupState state, HashRatchetHeaderMessage header) =>
        state with
        {
            Chains =
            [
                .. state.Chains.Select(chain => chain with { MaySend = GroupHeaders.Names(header, chain.Ratchet.Key) }),
            ],
        };

    /// <summary>The state after a message on the copy, with every key sending that did.</summary>
    public static GroupState Restore(GroupState sent, GroupState original) =>
        sent with
        {
            Chains = [.. sent.Chains.Zip(original.Chains, (after, before) => after with { MaySend = before.MaySend })],
        };

    /// <summary>Why we would not send with the key that a header names; nothing when there is no reason.</summary>
    public static string? Reason(GroupState state, HashRatchetHeaderMessage header)
    {
        var named = GroupChains.Named(state.Chains, header).FirstOrDefault();
        var ours = GroupChains.ForSending(state.Chains);
        if (named is { MaySend: false })
            return Differences.ForeignGroupKey;
        return named is not null && Time(named) == Time(ours!) ? Differences.GroupKeysOfOneTime : null;
    }

    private static ulong Time(GroupChain chain) => chain.Ratchet.Key.TimestampMilliseconds;
}
