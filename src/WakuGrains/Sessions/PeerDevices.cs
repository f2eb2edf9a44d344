using System.Collections.Immutable;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Sessions;

/// <summary>What bundles teach about the peer's devices (facts 2.5, 6.2). Pure; a verified bundle is a precondition.</summary>
public static class PeerDevices
{
    /// <summary>
    /// Learns a bundle: a device's activity follows the newest timestamp, its prekey the highest version, its protocol version
    /// never goes down. An older bundle that comes late changes nothing. A device with our own installation id is left out,
    /// whosever it is (facts 6.2).
    /// </summary>
    public static ImmutableArray<PeerDevice> Learn(
        ImmutableArray<PeerDevice> devices,
        Bundle bundle,
        string ownInstallationId
    )
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var learnt = devices;
        foreach (var entry in bundle.SignedPrekeys)
        {
            if (entry.InstallationId == ownInstallationId)
                continue;
            var known = learnt.FirstOrDefault(device => device.InstallationId == entry.InstallationId);
            if (known is null)
                learnt = learnt.Add(New(entry, bundle));
            else if (Updated(known, entry, bundle) is { } updated && updated != known)
                learnt = learnt.Replace(known, updated);
        }

        return learnt.Length > MessagingLimits.KnownDevices ? Bound(learnt, devices) : learnt;
    }

    /// <summary>The devices to write to: the most recently active, ties by id (facts 6.2).</summary>
    public static IEnumerable<PeerDevice> Active(ImmutableArray<PeerDevice> devices) =>
        ByActivity(devices).Take(MessagingLimits.ActiveDevices);

    /// <summary>Notes that a device has sent an encrypted message with a bundle that announces the negotiated topic (facts 7).</summary>
    public static ImmutableArray<PeerDevice> MarkNegotiated(ImmutableArray<PeerDevice> devices, string installationId)
    {
        var device = devices.FirstOrDefault(candidate => candidate.InstallationId == installationId);
        return device is null or { UsesNegotiatedTopic: true } || device.ProtocolVersion == 0
            ? devices
            : devices.Replace(device, device with { UsesNegotiatedTopic = true });
    }

    /// <summary>
    /// Whether a message with entries of these ids may go to the negotiated topic: at least one names a device, and every device
    /// that is named is known to listen there (facts 7).
    /// </summary>
    public static bool AreNegotiated(ImmutableArray<PeerDevice> devices, IEnumerable<string> installationIds)
    {
        var named = installationIds.Where(id => id != ProtocolMessage.AnyDevice).ToList();
        return named.Count > 0
            && named.TrueForAll(id => devices.Any(device => device.InstallationId == id && device.UsesNegotiatedTopic));
    }

    // The order stays as it is, so that a device which finds no room changes nothing.
    private static ImmutableArray<PeerDevice> Bound(
        ImmutableArray<PeerDevice> learnt,
        ImmutableArray<PeerDevice> before
    )
    {
        var kept = ByActivity(learnt).Take(MessagingLimits.KnownDevices).ToHashSet();
        ImmutableArray<PeerDevice> bounded = [.. learnt.Where(kept.Contains)];
        return bounded.SequenceEqual(before) ? before : bounded;
    }

    private static IEnumerable<PeerDevice> ByActivity(ImmutableArray<PeerDevice> devices) =>
        devices
            .OrderByDescending(device => device.ActiveAtNanoseconds)
            .ThenBy(device => device.InstallationId, StringComparer.Ordinal);

    private static PeerDevice New(BundleEntry entry, Bundle bundle) =>
        new(
            entry.InstallationId,
            bundle.TimestampNanoseconds,
            entry.ProtocolVersion,
            EncodedKey.Of(entry.SignedPrekey),
            entry.Version,
            UsesNegotiatedTopic: false
        );

    private static PeerDevice Updated(PeerDevice known, BundleEntry entry, Bundle bundle)
    {
        var updated = known;
        if (entry.Version > known.PrekeyVersion)
            updated = updated with { SignedPrekey = EncodedKey.Of(entry.SignedPrekey), PrekeyVersion = entry.Version };
        if (bundle.TimestampNanoseconds > known.ActiveAtNanoseconds)
            updated = updated with
            {
                ActiveAtNanoseconds = bundle.TimestampNanoseconds,
                ProtocolVersion = Math.Max(known.ProtocolVersion, entry.ProtocolVersion),
            };
        return updated;
    }
}
