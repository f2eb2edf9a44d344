using System.Collections.Immutable;
using WakuGrains.Groups;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sessions;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>Everything that a participant has stored: the states of our entities, as one value that an attempt may change.</summary>
/// <param name="Installation">Its own device.</param>
/// <param name="Sessions">Its sessions, each with everything about one peer.</param>
/// <param name="Groups">Its groups by their ids in hex.</param>
internal sealed record ParticipantState(
    InstallationState Installation,
    ImmutableDictionary<PublicKey, SessionState> Sessions,
    ImmutableDictionary<string, GroupState> Groups
)
{
    public ParticipantState With(GroupState group) => this with { Groups = Groups.SetItem(group.Key.GroupId, group) };

    public ParticipantState With(SessionState session) =>
        this with
        {
            Sessions = Sessions.SetItem(session.Key.Peer, session),
        };

    /// <summary>The public part; never a key.</summary>
    public override string ToString() => $"ParticipantState({Installation.Key}, {Sessions.Count} sessions)";
}
