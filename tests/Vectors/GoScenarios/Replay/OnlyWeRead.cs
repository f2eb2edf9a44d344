using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// A message that Go refused and we read. It is not stored, so that the participant stays where the recorded one is.
/// </summary>
internal sealed class OnlyWeRead(
    Participant participant,
    RecordedEvent recorded,
    SentMessages messages,
    VectorCheck check
)
{
    public void Explain(Received received)
    {
        if (Reason(received) is { } reason)
            check.Differs(reason);
        else
            check.Fail($"read, and nothing says why Go refuses it as {recorded.ErrorKind}");
        if (messages.Find(recorded) is { Plaintext: { } plaintext })
            check.Bytes("plaintext", received.Plaintext.Span, Convert.ToHexStringLower(plaintext));
    }

    private string? Reason(Received received)
    {
        if (received.Entry is not { Ratchet: { } header })
            return null;
        if (WasSkipped(received, header))
            return Differences.SkippedKeyKept;
        return IsOneOfSeveral(received, header.SignedPrekey) ? Differences.FreshSession
            : IsOutlived(received) ? Differences.SessionOutlivesPrekey
            : null;
    }

    private bool IsOutlived(Received received) =>
        recorded.ErrorKind == "session_not_found"
        && received.Entry is { X3dh: { } header }
        && participant.HasOutlived(received.Sender, header);

    private bool WasSkipped(Received received, RatchetMessageHeader header) =>
        recorded.ErrorKind == "message_key_consumed"
        && participant
            .Session(received.Sender)
            .Sessions.Any(session => session.SkippedKeys.TryGet(new(header.Header.Key, header.Header.N), out _));

    /// <summary>
    /// Whether Go may have found another session: there is more than one of the same prekey and installation id, with whomever, or
    /// one that it has kept of a message that failed.
    /// </summary>
    private bool IsOneOfSeveral(Received received, EncodedKey prekey) =>
        recorded.ErrorKind is "message_key_consumed" or "bad_mac" or "too_many_skipped"
        && (
            participant.History.WasX3dhRefused(received.Message!.InstallationId, prekey.ToString())
            || received
                .State.Sessions.Values.SelectMany(state => state.Sessions)
                .Count(session => session.Is(received.Message!.InstallationId, prekey)) > 1
        );
}
