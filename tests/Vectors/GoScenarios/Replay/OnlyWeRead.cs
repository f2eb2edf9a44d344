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

    private string? Reason(Received received) =>
        received.Entry switch
        {
            { Ratchet: { } header } when WasSkipped(received, header) => Differences.SkippedKeyKept,
            { X3dh: { } header } when IsFresh(received, header) => Differences.FreshSession,
            _ => null,
        };

    private bool WasSkipped(Received received, RatchetMessageHeader header) =>
        recorded.ErrorKind == "message_key_consumed"
        && participant
            .Session(received.Sender)
            .Sessions.Any(session => session.SkippedKeys.TryGet(new(header.Header.Key, header.Header.N), out _));

    /// <summary>Whether no session was begun with that key before, yet there is one for the same prekey and installation id.</summary>
    private bool IsFresh(Received received, X3dhHeader header)
    {
        var sessions = participant
            .State.Sessions.Values.SelectMany(state => state.Sessions)
            .Where(session => session.Is(received.Message!.InstallationId, header.SignedPrekey))
            .ToList();
        return sessions.Count > 0 && !sessions.Exists(session => session.Ephemeral.Equals(header.Key));
    }
}
