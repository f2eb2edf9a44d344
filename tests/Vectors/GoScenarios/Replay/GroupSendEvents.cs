using WakuGrains.Groups;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>The kinds of messages that are for groups.</summary>
internal sealed class GroupSendEvents(Participant participant, RecordedEvent recorded, VectorCheck check)
{
    private readonly GroupSending sending = new(participant, recorded);

    /// <summary>A message under a key of the group.</summary>
    public Outgoing? Message()
    {
        var header = Header();
        var state = participant.Group(header.GroupId.Span);
        var ours = sending.Message(state);
        return ours is null || ours.Is(recorded.Json.Hex("wire")) ? ours : OnNamedKey(state, header) ?? ours;
    }

    /// <summary>A new key in a public message.</summary>
    public Outgoing Rekey() => sending.Rekey(recorded.Json.Hex("group_id"));

    /// <summary>What goes with the message that gives keys to one peer, and its plaintext.</summary>
    public (HashRatchetHeaderMessage Header, byte[] Plaintext) Exchange(bool carriesMessage)
    {
        var header = Header();
        var keys = sending.Exchanged(header);
        check.Equal("keys", keys.Length, header.Keys.Keys.Count);
        return (
            GroupKeyExchange.ToHeader(header.GroupId.Memory, keys),
            carriesMessage ? recorded.Plaintext : GroupKeyExchange.ToPlaintext(keys)
        );
    }

    private Outgoing? OnNamedKey(GroupState state, HashRatchetHeaderMessage header)
    {
        if (GroupSteering.Reason(state, header) is not { } reason)
            return null;
        check.Differs(reason);
        if (sending.Message(GroupSteering.Only(state, header)) is not { } sent)
            return null;
        var after = sent.State.Groups[state.Key.GroupId];
        return sent with { State = sent.State.With(GroupSteering.Restore(after, state)) };
    }

    /// <summary>The recorded message's header, which says what the caller wanted.</summary>
    private HashRatchetHeaderMessage Header() =>
        ProtocolMessageProto
            .Parser.ParseFrom(recorded.Json.Hex("wire"))
            .EncryptedMessage.Values.Select(entry => entry.HrHeader)
            .First(header => header is not null);
}
