using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Groups;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>The groups of a peer in memory. All decisions are their behaviours.</summary>
internal sealed class PeerGroups(InstallationKey own)
{
    private readonly Dictionary<string, GroupState> states = new(StringComparer.Ordinal);

    public IReadOnlyCollection<GroupState> All => states.Values;

    /// <summary>A group; the empty one when there is none of the id yet.</summary>
    public GroupState Of(ReadOnlySpan<byte> groupId)
    {
        var address = GroupAddress.Of(own, groupId);
        return states.TryGetValue(address.GroupId, out var state) ? state : GroupState.Empty(address);
    }

    /// <summary>Keeps the state of a group.</summary>
    public void Put(GroupState state) => states[state.Key.GroupId] = state;

    /// <summary>Runs a behaviour of a group and keeps the state it leaves.</summary>
    public Step<GroupState, TResult> Take<TResult>(
        ReadOnlySpan<byte> groupId,
        Func<GroupState, Step<GroupState, TResult>> behaviour
    )
    {
        var step = behaviour(Of(groupId));
        Put(step.State);
        return step;
    }
}
