using System.Collections.Immutable;
using WakuGrains.Devices;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>What bundles teach about a peer's devices, and which of them are written to (facts 2.5, 6.2).</summary>
public sealed class KnownDeviceTests
{
    private const string Own = "our own installation";
    private readonly TestWorld world = new();
    private readonly KeyPair peer;
    private ImmutableArray<KnownDevice> devices = [];

    public KnownDeviceTests() => peer = world.NewKeyPair();

    [Fact]
    public void The_most_recently_active_devices_are_written_to_and_no_more_than_three()
    {
        Learn(10, "a");
        Learn(40, "b");
        Learn(30, "c");
        Learn(20, "d");
        Active().ShouldBe(["b", "c", "d"]);
    }

    [Fact]
    public void Devices_of_one_bundle_are_equally_active_and_go_by_their_ids()
    {
        Learn(10, "d", "b", "a", "c");
        Active().ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void A_newer_bundle_makes_a_device_active_again_and_an_older_one_does_not()
    {
        Learn(10, "a", "b", "c", "d");
        Learn(30, "d");
        Learn(5, "c");
        Active().ShouldBe(["d", "a", "b"]);
    }

    [Fact]
    public void The_prekey_follows_the_version_and_the_activity_the_timestamp_each_by_itself()
    {
        var first = Bundles.Entry(world, "a", version: 2);
        LearnEntries(20, first);
        var newer = Bundles.Entry(world, "a", version: 3);
        LearnEntries(10, newer);
        LearnEntries(30, Bundles.Entry(world, "a", version: 1));

        var device = devices.ShouldHaveSingleItem();
        device.SignedPrekey.ShouldBe(EncodedKey.Of(newer.SignedPrekey));
        device.PrekeyVersion.ShouldBe(3u);
        device.ActiveAtNanoseconds.ShouldBe(30);
    }

    [Fact]
    public void Another_prekey_of_the_same_version_is_not_taken()
    {
        var first = Bundles.Entry(world, "a");
        LearnEntries(10, first);
        LearnEntries(20, Bundles.Entry(world, "a"));
        devices.ShouldHaveSingleItem().SignedPrekey.ShouldBe(EncodedKey.Of(first.SignedPrekey));
    }

    [Fact]
    public void The_protocol_version_never_goes_down()
    {
        LearnEntries(10, Bundles.Entry(world, "a", protocolVersion: 2));
        LearnEntries(20, Bundles.Entry(world, "a", protocolVersion: 0));
        devices.ShouldHaveSingleItem().ProtocolVersion.ShouldBe(2u);
    }

    [Fact]
    public void At_most_twenty_devices_are_remembered_and_the_least_active_goes()
    {
        foreach (var i in Enumerable.Range(0, MessagingLimits.KnownDevices))
            Learn(100 + i, $"{i:d2}");
        devices.Length.ShouldBe(20);

        Learn(1000, "new");

        devices.Length.ShouldBe(20);
        devices.ShouldNotContain(device => device.InstallationId == "00");
        Active().First().ShouldBe("new");
    }

    [Fact]
    public void A_device_that_finds_no_room_changes_nothing()
    {
        foreach (var i in Enumerable.Range(0, MessagingLimits.KnownDevices))
            Learn(100 + i, $"{i:d2}");
        var before = devices;
        Learn(50, "late");
        (devices == before).ShouldBeTrue();
    }

    [Fact]
    public void The_same_bundle_again_changes_nothing()
    {
        var bundle = Bundles.Sign(peer, 10, Bundles.Entry(world, "a"), Bundles.Entry(world, "b"));
        var once = KnownDevices.Learn([], bundle, Own);
        (KnownDevices.Learn(once, bundle, Own) == once).ShouldBeTrue();
    }

    private void Learn(long timestamp, params IEnumerable<string> ids) =>
        LearnEntries(timestamp, ids.Select(id => Bundles.Entry(world, id)));

    private void LearnEntries(long timestamp, params IEnumerable<BundleEntry> entries) =>
        devices = KnownDevices.Learn(devices, Bundles.Sign(peer, timestamp, entries), Own);

    private IEnumerable<string> Active() =>
        KnownDevices.Active(devices, MessagingLimits.ActiveDevices).Select(device => device.InstallationId);
}
