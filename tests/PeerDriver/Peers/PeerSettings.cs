using WakuGrains.Installations;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.PeerDriver.Peers;

/// <summary>What a request may choose about a peer.</summary>
/// <param name="Ratchet">The ratchet's limits.</param>
/// <param name="Installation">How long a prekey lives, and what bundles announce.</param>
internal sealed record PeerSettings(RatchetLimits Ratchet, InstallationSettings Installation)
{
    /// <summary>What the network uses.</summary>
    public static PeerSettings Default { get; } = new(RatchetLimits.Default, InstallationSettings.Default);
}
