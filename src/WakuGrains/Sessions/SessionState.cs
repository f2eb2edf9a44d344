using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Topics;
using WakuGrains.Trust;

namespace WakuGrains.Sessions;

/// <summary>
/// Everything between one of our installations and one peer identity. The peer may be our own identity: then its devices are the
/// other devices of ours that are paired.
/// </summary>
/// <param name="Key">Our installation and the peer.</param>
/// <param name="Devices">The peer's known devices, at most <see cref="MessagingLimits.KnownDevices"/>.</param>
/// <param name="Sessions">The ratchet sessions with them, at most <see cref="MessagingLimits.SessionsPerDevice"/> for each.</param>
/// <param name="ChatClock">The chat's Lamport clock in milliseconds: above everything sent or received (facts app layer 2.2).</param>
/// <param name="Negotiated">The negotiated topic; null before the first send, unless the peer's card was given to us.</param>
/// <param name="PendingAcknowledgements">MVDS message ids to acknowledge, oldest first.</param>
public sealed record SessionState(
    SessionKey Key,
    ImmutableArray<KnownDevice> Devices,
    ImmutableArray<DeviceSession> Sessions,
    ulong ChatClock,
    NegotiatedTopic? Negotiated,
    ImmutableArray<ReadOnlyMemory<byte>> PendingAcknowledgements
)
{
    /// <summary>What is decided about the peer.</summary>
    public PeerTrust Trust { get; init; }

    /// <summary>When the peer was last answered with our bundle, because we could not read what it sent.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>Messages that wait for a decision about the peer, oldest first; stored apart.</summary>
    public ImmutableArray<HeldMessage> Held { get; init; } = [];

    /// <summary>The groups whose keys the peer has given us, at most <see cref="MessagingLimits.GroupsPerPeer"/>.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Groups { get; init; } = [];

    /// <summary>Whether we have anything of the peer: a device, a session, a card or a message that we sent.</summary>
    public bool IsKnown => !Devices.IsEmpty || !Sessions.IsEmpty || Negotiated is not null;

    /// <summary>The public part; never a key.</summary>
    public override string ToString() => $"SessionState({Key}, {Devices.Length} devices, {Sessions.Length} sessions)";
}

/// <summary>A message as it came, of a peer about whom nothing is decided.</summary>
/// <param name="Message">The serialised ProtocolMessage.</param>
/// <param name="EnvelopeHash">Hash of its envelope, 32 bytes.</param>
/// <param name="TimestampNanoseconds">Timestamp of its envelope.</param>
public sealed record HeldMessage(
    ReadOnlyMemory<byte> Message,
    ReadOnlyMemory<byte> EnvelopeHash,
    long TimestampNanoseconds
);
