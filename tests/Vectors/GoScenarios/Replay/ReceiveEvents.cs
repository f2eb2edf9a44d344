using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// A participant receives: the plaintext must be the recorded one, or the message must be refused as recorded. Where we read
/// what Go refuses, or the other way round, the history has to show one of the differences by intent.
/// </summary>
internal sealed class ReceiveEvents(
    ISecp256k1 curve,
    Participant participant,
    RecordedEvent recorded,
    SentMessages messages,
    VectorCheck check
)
{
    private readonly Receiver receiver = new(curve, participant, recorded);

    public void Receive()
    {
        var received = receiver.Take(messages.Received(recorded));
        switch (recorded.HasSucceeded, received.IsRead)
        {
            case (true, true):
                Read(received);
                break;
            case (true, false):
                new OnlyTheyRead(receiver, participant, recorded, check).Explain(received);
                break;
            case (false, true):
                new OnlyWeRead(participant, recorded, messages, check).Explain(received);
                break;
            case (false, false):
                Refused(received);
                break;
        }

        NewDevices(received);
        if (recorded.HasSucceeded ? received.IsRead : recorded.Has("hash_ratchet_info"))
            GroupKeys(received);
    }

    private void Read(Received received)
    {
        check.Bytes("plaintext", received.Plaintext.Span, recorded.Json.Text("plaintext"));
        check.Holds("draws used exactly", received.Draws.AreUsedExactly);
        if (IsOfUnknownGroup(received))
            check.Differs(Differences.NotInGroup);
        participant.Keep(received);
    }

    /// <summary>Whether it is a public rekey of a group that the participant had no key of.</summary>
    private bool IsOfUnknownGroup(Received received) =>
        received.Entry is { Ratchet: null, DiffieHellman: null, HashRatchet: { } header }
        && received.Message!.PublicMessage.IsEmpty
        && !participant.Group(header.GroupId.Span).IsMember;

    private void Refused(Received received)
    {
        var failure = received.Failure.GetValueOrDefault();
        if (received.Message is null)
            Missed(failure);
        else
            CheckRefusal(received, failure);
        if (received.Entry is { } entry)
            participant.History.Refuse(received.Sender, received.Message!.InstallationId, entry);
    }

    private void CheckRefusal(Received received, EnvelopeOutcome failure)
    {
        var agree = Refusals.Agree(failure, recorded.ErrorKind);
        if (!agree && Refusals.Difference(received, recorded.ErrorKind, participant) is { } reason)
            check.Differs(reason);
        check.Holds($"{failure} for {recorded.ErrorKind}", agree || check.HasDiffered);
    }

    /// <summary>The keys that came; of a message whose key is missing, that key.</summary>
    private void GroupKeys(Received received)
    {
        var names =
            received.IsRead ? received.GroupKeys
            : received is { Failure: EnvelopeOutcome.GroupKeyMissing, Entry.HashRatchet: { } header }
                ? [GroupKeyName.Of(header)]
            : [];
        var theirs = recorded
            .Json.Items("hash_ratchet_info")
            .Select(key => new GroupKeyName(key.Text("group_id"), key.Text("key_id")));
        check.Equal("group keys", Text(names), Text(theirs));
    }

    private static string Text(IEnumerable<GroupKeyName> names) =>
        string.Join(", ", names.Select(name => $"{name.GroupId} {name.KeyId}").Order(StringComparer.Ordinal));

    /// <summary>Bytes that are no message here. There they may fail later, after the bundles were learnt.</summary>
    private void Missed(EnvelopeOutcome failure)
    {
        var raw = new UndecodableMessage(messages.Received(recorded));
        check.Equal("refused", failure, EnvelopeOutcome.Malformed);
        if (Refusals.DriveBehaviour(recorded.ErrorKind) && check.Holds("a header key is short", raw.HasShortKey))
            check.Differs(Differences.DecodedStrictly);
        if (recorded.ErrorKind == "parse_error")
            return;
        LearnFrom(raw);
        if (raw.X3dh(participant.InstallationId) is { } header)
            participant.History.Refuse(recorded.Key("sender_identity"), raw.InstallationId, header);
    }

    private void LearnFrom(UndecodableMessage raw)
    {
        var intake = new BundleIntake(curve, participant);
        var before = participant.State;
        if (intake.TryVerify(raw.Bundles, out var bundles))
            intake.Learn(bundles);
        if (!ReferenceEquals(before, participant.State))
            check.Differs(Differences.DecodedStrictly);
    }

    private void NewDevices(Received received)
    {
        if (recorded.Has("new_installations") || recorded.HasSucceeded)
            BundleEvents.NewDevices(recorded, received.Learnt, received.Bundles, check);
    }
}
