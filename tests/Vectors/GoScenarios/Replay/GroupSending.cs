using System.Collections.Immutable;
using WakuGrains.Groups;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// Makes the keys and messages of groups as the entities do, each in an attempt that stores nothing. The recording names the
/// group in its message's header.
/// </summary>
internal sealed class GroupSending(Participant participant, RecordedEvent recorded)
{
    /// <summary>The group's next key.</summary>
    public (GroupState State, RecordedDraws Draws) NextKey(ReadOnlySpan<byte> groupId)
    {
        var draws = recorded.Draws();
        var turn = participant.Turn(recorded, draws);
        var (state, key) = GroupKeys.Create(participant.Group(groupId), participant.ReceivingDevice(), turn);
        key.Dispose();
        return (state, draws);
    }

    /// <summary>A message for the group, with the key that we choose; nothing when we have none.</summary>
    public Outgoing? Message(GroupState state)
    {
        if (GroupChains.ForSending(state.Chains) is null)
            return null;
        var draws = recorded.Draws();
        var composer = new GroupComposer(participant.ReceivingDevice(), participant.Turn(recorded, draws));
        var (sent, message) = composer.Encrypt(state, recorded.Plaintext);
        return new(participant.State.With(sent), message, IsAgreed: false, draws);
    }

    /// <summary>A new key for members in a public message.</summary>
    public Outgoing Rekey(ReadOnlySpan<byte> groupId)
    {
        var draws = recorded.Draws();
        var turn = participant.Turn(recorded, draws);
        var device = participant.ReceivingDevice();
        var (state, key) = GroupKeys.Create(participant.Group(groupId), device, turn);
        using (key)
        {
            var message = new GroupComposer(device, turn).Rekey(key, [.. recorded.Keys("members")], recorded.Plaintext);
            return new(participant.State.With(state), message, IsAgreed: false, draws);
        }
    }

    /// <summary>The keys that a recorded exchange gives, as we have them: the caller's choice, of those that there are.</summary>
    public ImmutableArray<GroupKey> Exchanged(HashRatchetHeaderMessage header)
    {
        var chains = participant.Group(header.GroupId.Span).Chains;
        return
        [
            .. chains
                .Select(chain => chain.Ratchet.Key)
                .Where(key => header.Keys.Keys.Any(given => given.Key.Span.SequenceEqual(key.Key.Span))),
        ];
    }
}
