using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Devices;

/// <summary>A device of an identity, a peer's or another one of our own, as its bundles announce it.</summary>
/// <param name="InstallationId">Its installation id.</param>
/// <param name="ActiveAtNanoseconds">Timestamp of the newest bundle that names it: devices are ordered by it (facts 6.2).</param>
/// <param name="ProtocolVersion">What it announces; it never goes down.</param>
/// <param name="SignedPrekey">Its signed prekey of the highest version.</param>
/// <param name="PrekeyVersion">That version.</param>
/// <param name="UsesNegotiatedTopic">Whether it is known to listen on the negotiated topic (facts 7).</param>
public sealed record KnownDevice(
    string InstallationId,
    long ActiveAtNanoseconds,
    uint ProtocolVersion,
    EncodedKey SignedPrekey,
    uint PrekeyVersion,
    bool UsesNegotiatedTopic
)
{
    /// <summary>
    /// Whether it is written to. A peer's device is unless we were told otherwise; one of our own is not before it is paired.
    /// </summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>What it is called, by itself in a pairing message or by us; empty when it has no name here.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind of device it says to be; empty unless it has sent a pairing message.</summary>
    public string DeviceType { get; init; } = "";
}
