using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Wire;
using WakuGrains.Sessions;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>A message that Go read and we refused.</summary>
internal sealed class OnlyTheyRead(
    Receiver receiver,
    Participant participant,
    RecordedEvent recorded,
    VectorCheck check
)
{
    public void Explain(Received refused)
    {
        if (refused.Entry is { Ratchet: { } header })
            Explain(refused, header);
        else if (refused.Entry is { DiffieHellman: null, HashRatchet: { } group } entry)
            Explain(refused, entry, group);
        else
            Unexplained(refused);
    }

    private void Explain(Received refused, EncryptedEntry entry, HashRatchetHeaderMessage header)
    {
        if (GroupHeaders.IsKeyExchange(header) && header.Keys?.RekeyGroup is null)
            Differs(Differences.KeysInTheClear, Convert.ToHexStringLower(entry.Payload.Span));
        else if (OfAnotherGroup(header) is { } group)
            ReadInAnotherGroup(refused, entry, group);
        else
            Unexplained(refused);
    }

    /// <summary>The group that has the key which a header names, where the header names another group.</summary>
    private GroupState? OfAnotherGroup(HashRatchetHeaderMessage header) =>
        participant.State.Groups.Values.FirstOrDefault(group => GroupChains.Named(group.Chains, header).Any());

    private void ReadInAnotherGroup(Received refused, EncryptedEntry entry, GroupState group)
    {
        var inbound = new InboundMessage(refused.Sender, refused.Message!, [], default, recorded.NowNanoseconds);
        var received = receiver.Open(inbound, entry, group);
        check.Equal("read in the other group", received.Failure, null);
        participant.Keep(received);
        Differs(Differences.KeyOfOneGroup, Convert.ToHexStringLower(received.Plaintext.Span));
    }

    private void Explain(Received refused, RatchetMessageHeader header)
    {
        var (sender, installation) = (refused.Sender, refused.Message!.InstallationId);
        if (refused.Failure == EnvelopeOutcome.Duplicate && participant.History.WasRead(sender, header) is { } read)
            Differs(Differences.Repeat, read);
        else if (participant.History.RefusedX3dh(sender, installation, header.SignedPrekey) is { } x3dh)
            ReadOnSession(refused, x3dh);
        else if (OfAnotherIdentity(refused, header) is { } other)
            ReadAsAnother(refused, header, other);
        else
            Unexplained(refused);
    }

    private void Differs(string reason, string plaintext)
    {
        check.Differs(reason);
        check.Equal("plaintext", plaintext, recorded.Json.Text("plaintext"));
    }

    /// <summary>The session that Go has kept from a refused message, made from that message's header: it has to read this one.</summary>
    private void ReadOnSession(Received refused, X3dhHeader x3dh)
    {
        var turn = participant.Turn(recorded, recorded.Draws());
        var sessions = new DeviceSessions(participant.ReceivingDevice(), refused.Sender, turn);
        var begun = sessions.ForX3dh([], refused.Message!.InstallationId, x3dh);
        if (!check.Holds("the refused header begins a session", begun is not null))
            return;
        var state = participant.Session(refused.Sender);
        var inbound = new InboundMessage(
            refused.Sender,
            refused.Message,
            [.. refused.Bundles.Where(bundle => bundle.Identity.Equals(refused.Sender))],
            default,
            recorded.NowNanoseconds
        );
        var received = receiver.Open(inbound, state with { Sessions = state.Sessions.Add(begun!) });
        check.Equal("read on the session that Go kept", received.Failure, null);
        check.Holds("draws used exactly", received.Draws.AreUsedExactly);
        participant.Keep(received);
        Differs(Differences.NothingKept, Convert.ToHexStringLower(received.Plaintext.Span));
    }

    /// <summary>The peer with whom we have the session that Go finds without looking at the sender.</summary>
    private SessionState? OfAnotherIdentity(Received refused, RatchetMessageHeader header) =>
        participant.State.Sessions.Values.FirstOrDefault(state =>
            !state.Key.Peer.Equals(refused.Sender)
            && state.Sessions.Any(session => session.Is(refused.Message!.InstallationId, header.SignedPrekey))
        );

    /// <summary>What Go reads in another's name is readable as that other's, or was read before.</summary>
    private void ReadAsAnother(Received refused, RatchetMessageHeader header, SessionState other)
    {
        if (participant.History.WasRead(other.Key.Peer, header) is { } read)
        {
            Differs(Differences.IdentityInSession, read);
            return;
        }

        var inbound = new InboundMessage(other.Key.Peer, refused.Message!, [], default, recorded.NowNanoseconds);
        var received = receiver.Open(inbound, other);
        check.Equal("read as the other's", received.Failure, null);
        participant.Keep(received);
        Differs(Differences.IdentityInSession, Convert.ToHexStringLower(received.Plaintext.Span));
    }

    private void Unexplained(Received refused) =>
        check.Fail($"refused as {refused.Failure}, where the recording reads {recorded.Json.Text("plaintext")}");
}
