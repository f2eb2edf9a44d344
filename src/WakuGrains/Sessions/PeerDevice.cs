using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>A device of the peer, as its bundles announce it.</summary>
/// <param name="InstallationId">Its installation id.</param>
/// <param name="ActiveAtNanoseconds">Timestamp of the newest bundle that names it: devices are ordered by it (facts 6.2).</param>
/// <param name="ProtocolVersion">What it announces; it never goes down.</param>
/// <param name="SignedPrekey">Its signed prekey of the highest version.</param>
/// <param name="PrekeyVersion">That version.</param>
/// <param name="UsesNegotiatedTopic">Whether it is known to listen on the negotiated topic (facts 7).</param>
public sealed record PeerDevice(
    string InstallationId,
    long ActiveAtNanoseconds,
    uint ProtocolVersion,
    EncodedKey SignedPrekey,
    uint PrekeyVersion,
    bool UsesNegotiatedTopic
);
