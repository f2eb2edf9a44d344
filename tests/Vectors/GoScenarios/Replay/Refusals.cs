using System.Collections.Frozen;
using WakuGrains.Messages;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// Which refusal of ours answers a recorded error. Some kinds drive what an application does next, and those have to be the
/// same; for a message that must fail in another way any failure will do.
/// </summary>
internal static class Refusals
{
    private const string NoSession = "session_not_found";
    private const string KeyMissing = "hash_ratchet_key_not_found";

    private static readonly FrozenDictionary<string, EnvelopeOutcome> Driving = new Dictionary<string, EnvelopeOutcome>
    {
        ["device_not_found"] = EnvelopeOutcome.NotForThisDevice,
        ["not_paired_device"] = EnvelopeOutcome.NotPaired,
        [NoSession] = EnvelopeOutcome.NoSession,
        [KeyMissing] = EnvelopeOutcome.GroupKeyMissing,
    }.ToFrozenDictionary();

    /// <summary>Whether an application acts on the kind.</summary>
    public static bool DriveBehaviour(string kind) => Driving.ContainsKey(kind);

    /// <summary>Why we refuse a message in another way than Go, where that drives behaviour; nothing when there is no reason.</summary>
    public static string? Difference(Received received, string kind, Participant participant) =>
        (kind, received) switch
        {
            (
                KeyMissing,
                { Failure: EnvelopeOutcome.TooFarAhead or EnvelopeOutcome.Malformed, Entry.HashRatchet: not null }
            ) => Differences.NoKeyWouldOpen,
            (NoSession, { Failure: EnvelopeOutcome.Malformed, Entry: { X3dh: not null, Ratchet: null } }) =>
                Differences.HeaderWithoutRatchet,
            (NoSession, { Entry.X3dh: { } header }) when participant.HasOutlived(received.Sender, header) =>
                Differences.SessionOutlivesPrekey,
            _ => null,
        };

    /// <summary>Whether a failure is what the kind stands for.</summary>
    public static bool Agree(EnvelopeOutcome failure, string kind) =>
        !Driving.TryGetValue(kind, out var expected) || failure == expected;
}
