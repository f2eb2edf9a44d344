using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Engine;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Installations;

/// <summary>One of our own devices.</summary>
/// <param name="Key">Whose it is and its installation id.</param>
/// <param name="Prekeys">Its signed prekeys, oldest first, at most <see cref="MessagingLimits.OwnPrekeys"/>; the last is advertised.</param>
/// <param name="Bundle">The bundle as last signed; not stored, because signing again is cheap.</param>
/// <param name="ContactCodePublishedAt">When the contact code was last put into the outbox.</param>
/// <param name="IsAnnounced">Whether its own topics are listened to.</param>
public sealed record InstallationState(
    InstallationKey Key,
    ImmutableArray<OwnPrekey> Prekeys,
    Bundle? Bundle,
    DateTimeOffset? ContactCodePublishedAt,
    bool IsAnnounced
)
{
    /// <summary>
    /// The other devices of the identity that were seen in its bundles, at most <see cref="MessagingLimits.KnownDevices"/>. The
    /// enabled ones are paired: they are in our bundle and get a copy of what we send (54, pairing; facts 6.6).
    /// </summary>
    public ImmutableArray<KnownDevice> Siblings { get; init; } = [];

    /// <summary>What this device is called in its pairing messages.</summary>
    public string Name { get; init; } = "";

    /// <summary>When a prekey was last drawn before its time, for a peer whose messages could not be decrypted.</summary>
    public DateTimeOffset? PrekeyRenewedAt { get; init; }

    /// <summary>The public part; never a key.</summary>
    public override string ToString() => $"InstallationState({Key}, {Prekeys.Length} prekeys)";
}
