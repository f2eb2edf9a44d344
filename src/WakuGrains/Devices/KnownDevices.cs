using System.Collections.Immutable;
using WakuGrains.Protocol.SecureTransport;

namespace WakuGrains.Devices;

/// <summary>What bundles teach about the devices of an identity (facts 2.5, 6.2). Pure; a verified bundle is a precondition.</summary>
public static class KnownDevices
{
    /// <summary>
    /// Learns a bundle: a device's activity follows the newest timestamp, its prekey the highest version, its protocol version
    /// never goes down. An older bundle that comes late changes nothing. A device with our own installation id is left out,
    /// whosever it is (facts 6.2).
    /// </summary>
    /// <param name="devices">What is known.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="ownInstallationId">Our own installation id.</param>
    /// <param name="areEnabled">Whether devices that are new are written to: a peer's are, our own have to be paired first.</param>
    public static ImmutableArray<KnownDevice> Learn(
        ImmutableArray<KnownDevice> devices,
        Bundle bundle,
        string ownInstallationId,
        bool areEnabled = true
    )
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var learnt = devices;
        foreach (var entry in bundle.SignedPrekeys)
        {
            if (entry.InstallationId == ownInstallationId)
                continue;
            var known = Find(learnt, entry.InstallationId);
            if (known is null)
                learnt = learnt.Add(New(entry, bundle) with { IsEnabled = areEnabled });
            else if (Updated(known, entry, bundle) is { } updated && updated != known)
                learnt = learnt.Replace(known, updated);
        }

        return learnt.Length > MessagingLimits.KnownDevices ? Bound(learnt, devices) : learnt;
    }

    /// <summary>A device by its id, or null.</summary>
    public static KnownDevice? Find(ImmutableArray<KnownDevice> devices, string installationId) =>
        devices.FirstOrDefault(device => device.InstallationId == installationId);

    /// <summary>The devices to write to: the most recently active of the enabled ones, ties by id (facts 6.2).</summary>
    public static IEnumerable<KnownDevice> Active(ImmutableArray<KnownDevice> devices, int count) =>
        ByActivity(devices.Where(device => device.IsEnabled)).Take(count);

    /// <summary>Changes one device; the very array that was given when it is not known or nothing changes.</summary>
    public static ImmutableArray<KnownDevice> Change(
        ImmutableArray<KnownDevice> devices,
        string installationId,
        Func<KnownDevice, KnownDevice> change
    )
    {
        ArgumentNullException.ThrowIfNull(change);
        return Find(devices, installationId) is { } device && change(device) is var changed && changed != device
            ? devices.Replace(device, changed)
            : devices;
    }

    /// <summary>
    /// The devices of our own identity as the installation knows them now, with what only the session knows of them: who uses
    /// the negotiated topic.
    /// </summary>
    public static ImmutableArray<KnownDevice> Follow(
        ImmutableArray<KnownDevice> known,
        ImmutableArray<KnownDevice> siblings
    )
    {
        ImmutableArray<KnownDevice> followed =
        [
            .. siblings.Select(sibling =>
                Find(known, sibling.InstallationId) is { UsesNegotiatedTopic: true }
                    ? sibling with
                    {
                        UsesNegotiatedTopic = true,
                    }
                    : sibling
            ),
        ];
        return followed.SequenceEqual(known) ? known : followed;
    }

    /// <summary>Notes that a device has sent an encrypted message with a bundle that announces the negotiated topic (facts 7).</summary>
    public static ImmutableArray<KnownDevice> MarkNegotiated(
        ImmutableArray<KnownDevice> devices,
        string installationId
    ) =>
        Change(
            devices,
            installationId,
            device => device.ProtocolVersion == 0 ? device : device with { UsesNegotiatedTopic = true }
        );

    /// <summary>
    /// Whether a message with entries of these ids may go to the negotiated topic: at least one names a device, and every device
    /// that is named is known to listen there (facts 7).
    /// </summary>
    public static bool AreNegotiated(ImmutableArray<KnownDevice> devices, IEnumerable<string> installationIds)
    {
        var named = installationIds.Where(id => id != ProtocolMessage.AnyDevice).ToList();
        return named.Count > 0
            && named.TrueForAll(id => devices.Any(device => device.InstallationId == id && device.UsesNegotiatedTopic));
    }

    // The order stays as it is, so that a device which finds no room changes nothing. A paired one is not pushed out.
    private static ImmutableArray<KnownDevice> Bound(
        ImmutableArray<KnownDevice> learnt,
        ImmutableArray<KnownDevice> before
    )
    {
        var kept = ByActivity(learnt)
            .OrderByDescending(device => device.IsEnabled)
            .Take(MessagingLimits.KnownDevices)
            .ToHashSet();
        ImmutableArray<KnownDevice> bounded = [.. learnt.Where(kept.Contains)];
        return bounded.SequenceEqual(before) ? before : bounded;
    }

    private static IOrderedEnumerable<KnownDevice> ByActivity(IEnumerable<KnownDevice> devices) =>
        devices
            .OrderByDescending(device => device.ActiveAtNanoseconds)
            .ThenBy(device => device.InstallationId, InstallationIdOrder.Instance);

    private static KnownDevice New(BundleEntry entry, Bundle bundle) =>
        new(
            entry.InstallationId,
            bundle.TimestampNanoseconds,
            entry.ProtocolVersion,
            EncodedKey.Of(entry.SignedPrekey),
            entry.Version,
            UsesNegotiatedTopic: false
        );

    private static KnownDevice Updated(KnownDevice known, BundleEntry entry, Bundle bundle)
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
