namespace WakuGrains.Interop.Tests.Devices;

/// <summary>Pairs the devices of an identity with each other, as somebody does who holds both in his hands.</summary>
internal static class Pairing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Pairs two of our devices. The newer one has announced itself when it came; the older one does when it pairs.</summary>
    public static async Task PairAsync(this DeviceNetwork network, BotDevice older, BotDevice newer)
    {
        await network.HearsAsync(older, newer);
        await older.PairAsync(newer);
        await network.HearsAsync(newer, older);
        await newer.PairAsync(older);
    }

    /// <summary>Pairs all devices of the other side with each other and tells their contacts.</summary>
    public static async Task PairAsync(IReadOnlyCollection<PeerDevice> devices)
    {
        foreach (var device in devices)
            await device.AnnounceAsync();
        foreach (var one in devices)
        foreach (var other in devices.Where(other => other != one))
            await one.PairAsync(other);
        foreach (var device in devices)
            await device.PublishContactCodeAsync();
    }

    /// <summary>Waits until a device has published a contact code with exactly these devices of its identity.</summary>
    public static Task HasAdvertisedAsync(
        this DeviceNetwork network,
        INetworkDevice device,
        IEnumerable<INetworkDevice> together,
        int since = 0
    )
    {
        var ids = together.Select(each => each.InstallationId).ToHashSet();
        return network
            .PassedAsync(
                sighting => sighting.IsPublic && sighting.IsFrom(device) && sighting.Advertised.SetEquals(ids),
                since
            )
            .WaitAsync(Patience);
    }

    /// <summary>The empty messages with its bundle by which a device of ours has answered what it could not read.</summary>
    public static IEnumerable<Sighting> AnswersOf(this DeviceNetwork network, BotDevice device) =>
        network.Passed.Where(sighting => IsAnswer(sighting, device));

    /// <summary>Waits until it has answered so that all these devices can read it.</summary>
    public static Task HasAnsweredAsync(
        this DeviceNetwork network,
        BotDevice device,
        IEnumerable<PeerDevice> readers
    ) => network.PassedAsync(sighting => IsAnswer(sighting, device) && readers.All(sighting.IsFor)).WaitAsync(Patience);

    /// <summary>
    /// Waits until a device has heard another one of ours announce itself: the message for any device that goes to the own identity.
    /// </summary>
    public static Task HearsAsync(this DeviceNetwork network, BotDevice listener, BotDevice speaker) =>
        network
            .PassedAsync(sighting => sighting.IsFrom(speaker) && sighting.IsForAnyDevice && sighting.IsFor(listener))
            .WaitAsync(Patience);

    // To a peer of whom it has a bundle a device writes by the fallback for any device in this case only.
    private static bool IsAnswer(Sighting sighting, BotDevice device) =>
        sighting.IsFrom(device) && sighting.IsForAnyDevice && sighting.Recipient != device.Identity;
}
