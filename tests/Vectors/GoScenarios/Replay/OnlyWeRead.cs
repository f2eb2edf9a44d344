using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Vectors.GoScenarios.Recording;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>A message that Go refused and we read.</summary>
internal sealed class OnlyWeRead(
    Participant participant,
    RecordedEvent recorded,
    SentMessages messages,
    VectorCheck check
)
{
    // Go finds a session that is not the message's, or has dropped the key.
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "message_key_consumed",
        "bad_mac",
        "too_many_skipped",
    };

    public void Explain(Received received)
    {
        check.Holds($"read, where the recording has {recorded.ErrorKind}", Kinds.Contains(recorded.ErrorKind));
        if (Reason(received) is { } reason)
            check.Differs(reason);
        else
            check.Fail("read, and nothing says why Go refuses it");
        if (messages.Find(recorded) is { } sent)
            check.Bytes("plaintext", received.Plaintext.Span, Convert.ToHexStringLower(sent.Plaintext));
        participant.Keep(received);
    }

    private string? Reason(Received received)
    {
        if (received.Entry is not { Ratchet: { } header })
            return null;
        if (WasSkipped(received, header))
            return Differences.SkippedKeyKept;
        return IsOneOfSeveral(received, header.SignedPrekey) ? Differences.FreshSession : null;
    }

    private bool WasSkipped(Received received, RatchetMessageHeader header) =>
        recorded.ErrorKind == "message_key_consumed"
        && participant
            .Session(received.Sender)
            .Sessions.Any(session => session.SkippedKeys.TryGet(new(header.Header.Key, header.Header.N), out _));

    /// <summary>Whether there is more than one session of the same prekey and installation id, with whomever.</summary>
    private static bool IsOneOfSeveral(Received received, EncodedKey prekey) =>
        received
            .State.Sessions.Values.SelectMany(state => state.Sessions)
            .Count(session => session.Is(received.Message!.InstallationId, prekey)) > 1;
}
