using System.Collections.Immutable;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Sending;

/// <summary>How far one envelope got.</summary>
/// <param name="Id">Hash of its lane and its own hash.</param>
/// <param name="Lane">What its lane's key has after the installation's; null as long as only its publishing is known.</param>
/// <param name="Acknowledgement">Hash of the lane and the acknowledgement's id; null when there is none.</param>
/// <param name="AcceptedMs">When it was accepted, in milliseconds since the Unix epoch.</param>
/// <param name="Status">How far it got.</param>
public sealed record SentEnvelope(
    ShortHash Id,
    string? Lane,
    ShortHash? Acknowledgement,
    long AcceptedMs,
    SentStatus Status
);

/// <summary>What the entries of a log come to.</summary>
/// <param name="Messages">The envelopes of each message, by the hash of its id.</param>
/// <param name="Acknowledgements">The messages that wait to be acknowledged, by the hash of lane and acknowledgement.</param>
public sealed record SentIndex(
    ImmutableDictionary<ShortHash, ImmutableArray<SentEnvelope>> Messages,
    ImmutableDictionary<ShortHash, ShortHash> Acknowledgements
)
{
    /// <summary>What no entries come to.</summary>
    public static SentIndex Empty { get; } =
        new(
            ImmutableDictionary<ShortHash, ImmutableArray<SentEnvelope>>.Empty,
            ImmutableDictionary<ShortHash, ShortHash>.Empty
        );

    /// <summary>How many there are; not which.</summary>
    public override string ToString() => $"SentIndex({Messages.Count} messages)";
}
