using System.Text.Json;
using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Driver;

/// <summary>Which devices of an identity are written to and listed, the identity having two of each implementation (facts 6.2).</summary>
public sealed class SeveralDevicesTests(StatusPeerInstallation installation)
{
    private const long Now = 1_700_000_000_000;

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task The_three_most_active_devices_are_written_to(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner, Device("1"), Device("2"));
        var devices = await FourDevicesAsync(pair);
        var contact = await pair.First.SiblingAsync("contact", new { seed = "contact" });
        for (var i = 0; i < devices.Length; i++)
            await contact.LearnAsync(devices[i], Now + i);
        (await IdsAsync(contact, devices[0])).Count.ShouldBe(4);

        var message = await contact.EncryptAsync(devices[0], "aa", Now + 10);
        message.Entries().ShouldBe(["2", "3", "4"], ignoreOrder: true);
        foreach (var device in devices[1..])
            await device.ReadAsync(contact, message, "ratchet", "aa");
        (await devices[0].FailToDecryptAsync(contact, message)).ShouldBe("device_not_found");

        await contact.DisableAsync(devices[3]);
        message = await contact.EncryptAsync(devices[0], "bb", Now + 11);
        message.Entries().ShouldBe(["1", "2", "3"], ignoreOrder: true);
        foreach (var device in devices[..3])
            await device.ReadAsync(contact, message, "ratchet", "bb");
        (await devices[3].FailToDecryptAsync(contact, message)).ShouldBe("device_not_found");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_bundle_lists_three_and_copies_go_to_three(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner, Device("1"), Device("2"));
        var devices = await FourDevicesAsync(pair);
        var five = await pair.Second.SiblingAsync("5", Device("5"));
        var (one, others) = (devices[0], (RemotePeer[])[.. devices[1..], five]);
        for (var i = 0; i < others.Length; i++)
        {
            await one.LearnAsync(others[i], Now + i);
            await one.EnableAsync(others[i]);
        }

        (await one.BundleIdsAsync(Now + 10)).ShouldBe(["1", "4", "5"], ignoreOrder: true);
        var copy = await one.OkAsync("sync", new { plaintext = "cc", now = Now + 11 });
        copy.Entries().ShouldBe(["3", "4", "5"], ignoreOrder: true);
        foreach (var device in others[1..])
            await device.ReadAsync(one, copy, "ratchet", "cc");
        (await others[0].FailToDecryptAsync(one, copy)).ShouldBe("not_paired");
    }

    [Theory]
    [InlineData(Beginner.Ours)]
    [InlineData(Beginner.Theirs)]
    public async Task A_contact_learns_the_paired_devices_from_one_bundle(Beginner beginner)
    {
        await using var pair = await PeerPair.StartAsync(installation, beginner, Device("1"), Device("2"));
        var (one, two) = (pair.First, pair.Second);
        await one.LearnAsync(two, Now);
        await one.EnableAsync(two);
        var contact = await pair.Second.SiblingAsync("contact", new { seed = "contact" });
        var learnt = await contact.LearnAsync(one, Now + 1);
        learnt.GetProperty("installations").GetArrayLength().ShouldBe(2);

        var message = await contact.EncryptAsync(one, "dd", Now + 2);
        foreach (var device in (RemotePeer[])[one, two])
            await device.ReadAsync(contact, message, "ratchet", "dd");
        foreach (var device in (RemotePeer[])[two, one])
            await contact.ReadAsync(device, await device.EncryptAsync(contact, "ee", Now + 3), "ratchet", "ee");
    }

    private static async Task<RemotePeer[]> FourDevicesAsync(PeerPair pair) =>
        [
            pair.First,
            pair.Second,
            await pair.First.SiblingAsync("3", Device("3")),
            await pair.Second.SiblingAsync("4", Device("4")),
        ];

    private static async Task<IReadOnlyList<string>> IdsAsync(RemotePeer who, RemotePeer whom) =>
        [
            .. (await who.OkAsync("installations", new { identity = whom.Identity }))
                .GetProperty("installations")
                .EnumerateArray()
                .Select(row => row.Text("id")),
        ];

    private static object Device(string id) =>
        new
        {
            identity_private = Twins.Hex(0x11, 32),
            installation_id = id,
            seed = id,
        };
}
