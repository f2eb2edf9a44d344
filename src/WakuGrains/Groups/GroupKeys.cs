using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Groups;

/// <summary>
/// Whose keys a group takes and what for. The deployed network takes any key from anybody and leaves it to the layers above to
/// ask; here the first one to give a key owns the group, and the keys of all others only receive. Pure.
/// </summary>
internal static class GroupKeys
{
    /// <summary>Takes copies of keys; what is there already, or is ahead of its time, is passed over.</summary>
    /// <param name="state">The group.</param>
    /// <param name="from">Who gave them.</param>
    /// <param name="keys">Keys of this group.</param>
    /// <param name="device">Our side.</param>
    /// <param name="turn">The turn.</param>
    /// <returns>The group with the keys; the very state that was given when there is nothing new.</returns>
    /// <exception cref="ArgumentException">A key is another group's.</exception>
    public static GroupState Learn(
        GroupState state,
        PublicKey from,
        ImmutableArray<GroupKey> keys,
        OwnDevice device,
        Turn turn
    )
    {
        var groupId = state.Key.GroupIdBytes();
        if (keys.Any(key => !key.GroupId.Span.SequenceEqual(groupId)))
            throw new ArgumentException("A key is another group's.", nameof(keys));
        var owner = state.Owner ?? from;
        var maySend = from.Equals(owner) || from.Equals(device.Identity.PublicKey);
        var chains = keys.Where(key => GroupChains.IsAcceptable(key, turn))
            .Aggregate(state.Chains, (known, key) => GroupChains.Add(known, key, maySend));
        return chains == state.Chains ? state : state with { Chains = chains, Owner = owner };
    }

    /// <summary>Draws the group's next key.</summary>
    public static (GroupState State, GroupKey Key) Create(GroupState state, OwnDevice device, Turn turn)
    {
        var key = GroupKey.Generate(
            turn.Curve,
            state.Key.GroupIdBytes(),
            GroupChains.LastTimestamp(state.Chains),
            turn.NowMilliseconds,
            turn.Random
        );
        var created = state with
        {
            Chains = GroupChains.Add(state.Chains, key, maySend: true),
            Owner = state.Owner ?? device.Identity.PublicKey,
        };
        return (created, key);
    }
}
