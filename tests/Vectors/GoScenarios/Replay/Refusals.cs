using System.Collections.Frozen;
using WakuGrains.Messages;

namespace WakuGrains.Vectors.GoScenarios.Replay;

/// <summary>
/// Which refusal of ours answers a recorded error. Some kinds drive what an application does next, and those have to be the
/// same; for a message that must fail in another way any failure will do.
/// </summary>
internal static class Refusals
{
    private static readonly FrozenDictionary<string, EnvelopeOutcome> Driving = new Dictionary<string, EnvelopeOutcome>
    {
        ["device_not_found"] = EnvelopeOutcome.NotForThisDevice,
        ["not_paired_device"] = EnvelopeOutcome.NotPaired,
        ["session_not_found"] = EnvelopeOutcome.NoSession,
        ["hash_ratchet_key_not_found"] = EnvelopeOutcome.GroupKeyMissing,
    }.ToFrozenDictionary();

    /// <summary>Whether an application acts on the kind.</summary>
    public static bool DriveBehaviour(string kind) => Driving.ContainsKey(kind);

    /// <summary>
    /// Whether a message waits for a key there that no key would open: its number is beyond the end of every chain, or it is
    /// shorter than a ciphertext.
    /// </summary>
    public static bool IsHopeless(Received received, string kind) =>
        kind == "hash_ratchet_key_not_found"
        && received
            is { Failure: EnvelopeOutcome.TooFarAhead or EnvelopeOutcome.Malformed, Entry.HashRatchet: not null };

    /// <summary>Whether a failure is what the kind stands for.</summary>
    public static bool Agree(EnvelopeOutcome failure, string kind) =>
        !Driving.TryGetValue(kind, out var expected) || failure == expected;
}
