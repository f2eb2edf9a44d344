using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Inbound;
using WakuGrains.Installations;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Messages;

/// <summary>The identity's devices: the one in this silo first, then those that were seen in its bundles.</summary>
/// <exception cref="IdentityNotFoundException">There is no such identity.</exception>
public sealed record ListInstallations(IdentityKey Key) : IRequest<ImmutableArray<InstallationInfo>>;

/// <summary>
/// Pairs another device of the identity, or ends that: it is in our bundle and gets a copy of what we send, or not any more. Has
/// to be done on each device (54, pairing).
/// </summary>
/// <param name="Key">The identity.</param>
/// <param name="InstallationId">The other device.</param>
/// <param name="IsPaired">Whether it shall be paired.</param>
/// <exception cref="InstallationNotFoundException">No bundle of the identity has named such a device, or it is our own.</exception>
public sealed record PairInstallation(IdentityKey Key, string InstallationId, bool IsPaired)
    : IRequest<ImmutableArray<InstallationInfo>>;

/// <summary>Names one of the identity's devices, this one or another. This one's name is in its pairing messages.</summary>
/// <param name="Key">The identity.</param>
/// <param name="InstallationId">The device.</param>
/// <param name="Name">At most <see cref="Protocol.Application.ApplicationLimits.MaxDeviceNameLength"/> bytes of UTF-8; empty for none.</param>
/// <exception cref="InstallationNotFoundException">There is no such device.</exception>
/// <exception cref="InvalidRequestException">The name is too long.</exception>
public sealed record NameInstallation(IdentityKey Key, string InstallationId, string Name)
    : IRequest<ImmutableArray<InstallationInfo>>;

/// <summary>Publishes the identity's pairing message, so that its other devices see this one.</summary>
public sealed record AnnounceInstallation(IdentityKey Key) : IRequest;

/// <summary>The sessions of an identity, in order of the peers' keys.</summary>
public sealed record ListSessions(IdentityKey Key) : IRequest<ImmutableArray<SessionInfo>>;

/// <summary>One session, with what went wrong in it lately.</summary>
/// <param name="Key">The identity.</param>
/// <param name="Peer">The peer's identity in any text form.</param>
/// <exception cref="SessionNotFoundException">We have nothing of this peer.</exception>
/// <exception cref="InvalidRequestException">The peer is no identity.</exception>
public sealed record GetSession(IdentityKey Key, string Peer) : IRequest<SessionDetails>;

/// <summary>
/// Forgets the peer's devices and all ratchet sessions with it, draws a new signed prekey and sends the peer our bundle. Messages
/// of the peer that are under way and were encrypted before are lost.
/// </summary>
/// <exception cref="SessionNotFoundException">We have nothing of this peer.</exception>
public sealed record ResetSession(IdentityKey Key, string Peer) : IRequest;

/// <summary>Decides about a peer. What was held until then is read, or dropped when the peer is refused.</summary>
/// <param name="Key">The identity.</param>
/// <param name="Peer">The peer's identity in any text form.</param>
/// <param name="Trust">The decision.</param>
public sealed record DecideTrust(IdentityKey Key, string Peer, PeerTrust Trust) : IRequest;

/// <summary>A session and what went wrong in it lately.</summary>
/// <param name="Session">The session.</param>
/// <param name="RecentFailures">Messages of the peer that were not read since this silo started, oldest first, at most 8.</param>
public sealed record SessionDetails(SessionInfo Session, ImmutableArray<InboundFailure> RecentFailures);

/// <summary>The identity has no such device.</summary>
public sealed class InstallationNotFoundException : Exception
{
    /// <summary>Creates the exception.</summary>
    public InstallationNotFoundException(string installationId)
        : base($"The identity has no other device '{installationId}' that was seen in its bundles.") =>
        InstallationId = installationId;

    /// <summary>What was looked for.</summary>
    public string InstallationId { get; }
}

/// <summary>The identity has nothing of this peer.</summary>
public sealed class SessionNotFoundException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SessionNotFoundException(Protocol.Primitives.PublicKey peer)
        : base($"There is no session with {peer}.") => Peer = peer;

    /// <summary>Who was looked for.</summary>
    public Protocol.Primitives.PublicKey Peer { get; }
}
