using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Installations;

/// <summary>The other devices of an identity: listed, paired, named, left out again (54, pairing; facts 2.4, 6.6).</summary>
public sealed class SiblingTests
{
    private readonly TestWorld world = new();
    private readonly KeyPair identity;
    private readonly TestDevice device;

    public SiblingTests()
    {
        identity = world.NewKeyPair();
        device = new TestDevice(world, identity, "1");
    }

    [Fact]
    public void A_device_that_is_seen_in_a_bundle_of_the_identity_is_listed_and_not_paired()
    {
        var sibling = Sibling("2");
        device.Take(state => Siblings.Learn(state, sibling.Own.Bundle)).Result.ShouldBeTrue();
        device.KnownSiblings.ShouldHaveSingleItem().IsEnabled.ShouldBeFalse();
        Ids(device.Own.Bundle).ShouldBe(["1"]);
        device.Own.HasPairedSiblings.ShouldBeFalse();
    }

    [Fact]
    public void Our_own_device_in_anothers_bundle_is_not_a_sibling()
    {
        var sibling = Sibling("2");
        sibling.Pair(device);
        device.Take(state => Siblings.Learn(state, sibling.Own.Bundle));
        device.KnownSiblings.Select(known => known.InstallationId).ShouldBe(["2"]);
    }

    [Fact]
    public void A_paired_device_is_in_the_bundle_with_its_newest_prekey_and_out_of_it_afterwards()
    {
        var sibling = Sibling("2");
        device.Take(state => Siblings.Learn(state, sibling.Own.Bundle));
        SetPaired("2", isPaired: true).Result.ShouldBeTrue();
        Ids(device.Own.Bundle).ShouldBe(["1", "2"]);

        world.Advance(TimeSpan.FromHours(25));
        device.Take(state => Siblings.Learn(state, sibling.Own.Bundle));
        device.Own.Bundle.SignedPrekeys[1].Version.ShouldBe(2u);

        SetPaired("2", isPaired: false).Result.ShouldBeTrue();
        Ids(device.Own.Bundle).ShouldBe(["1"]);
    }

    [Fact]
    public void Pairing_publishes_the_merged_bundle_at_once_and_tells_the_sibling_of_us()
    {
        device.Take(state => Siblings.Learn(state, Sibling("2").Own.Bundle));
        var published = SetPaired("2", isPaired: true).Effects.OfType<Effect.Publish>().ToList();

        published.Count.ShouldBe(2);
        published[0]
            .Envelope.Message.ContentTopic.ShouldBe(
                StatusTopics.ContactCode(identity.PublicKey).ContentTopic.ToString()
            );
        var pairing = Sibling("3").Read(published[1].Envelope);
        Ids(pairing.Bundles.ShouldHaveSingleItem()).ShouldBe(["1", "2"]);
        pairing.Message.Entries.ShouldHaveSingleItem().Key.ShouldBe(ProtocolMessage.AnyDevice);

        SetPaired("2", isPaired: true).Effects.ShouldBeEmpty("nothing changes");
        SetPaired("2", isPaired: false).Effects.ShouldHaveSingleItem().ShouldBeOfType<Effect.Publish>();
    }

    [Fact]
    public void Who_announces_itself_listens_where_a_sibling_may_answer()
    {
        var sibling = Sibling("2");
        sibling.Pair(device);
        var effects = device.Take(state => Siblings.Announce(state, OwnIdentity.Of(identity), world.Turn)).Effects;
        sibling.Receive(effects.OfType<Effect.Publish>().ShouldHaveSingleItem().Envelope);

        var listener = effects.OfType<Effect.Listen>().ShouldHaveSingleItem().Listener;
        listener.Kind.ShouldBe(TopicKind.Negotiated);
        var answer = sibling.Send(device, "to myself").Envelope;
        answer.Message.ContentTopic.ShouldBe(listener.ContentTopic);
        PayloadV1
            .OpenSymmetric(TestWorld.Curve, listener.SymmetricKey!.Span, answer.Message.Payload.Span)
            .IsOpened.ShouldBeTrue();
    }

    [Fact]
    public void A_device_that_no_bundle_has_named_cannot_be_paired()
    {
        var step = SetPaired("2", isPaired: true);
        step.Result.ShouldBeFalse();
        step.Effects.ShouldBeEmpty();
    }

    [Fact]
    public void The_bundle_has_this_device_and_the_two_most_recently_active_of_the_others()
    {
        foreach (var id in new[] { "2", "3", "4" })
        {
            device.Pair(Sibling(id));
            world.Advance(TimeSpan.FromMinutes(1));
        }

        Ids(device.Own.Bundle).ShouldBe(["1", "3", "4"]);
    }

    [Fact]
    public void How_many_devices_a_bundle_has_can_be_chosen()
    {
        var wide = new TestDevice(world, identity, "1")
        {
            Settings = InstallationSettings.Default with { ActiveDevices = 4 },
        };
        foreach (var id in new[] { "2", "3", "4", "5" })
            wide.Pair(Sibling(id));
        Ids(wide.Own.Bundle).Count().ShouldBe(4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(InstallationSettings.MaxActiveDevices + 1)]
    public void No_device_or_more_than_peers_take_cannot_be_chosen(int devices)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => InstallationSettings.Default with { ActiveDevices = devices });
        (
            InstallationSettings.Default with
            {
                ActiveDevices = InstallationSettings.MaxActiveDevices,
            }
        ).ActiveDevices.ShouldBe(SecureTransportLimits.MaxBundleEntries);
    }

    [Fact]
    public void Ten_thousand_new_devices_cost_a_bounded_record_and_do_not_push_out_a_paired_one()
    {
        device.Pair(Sibling("paired"));
        for (var i = 0; i < 10_000 / SecureTransportLimits.MaxBundleEntries; i++)
        {
            var prekey = world.NewKeyPair().PublicKey;
            var entries = Enumerable
                .Range(0, SecureTransportLimits.MaxBundleEntries)
                .Select(n => new BundleEntry($"{new string('x', 100)}-{i}-{n}", prekey, 1, 1));
            var bundle = Bundles.Sign(identity, world.Turn.NowNanoseconds + i, entries);
            device.Take(state => Siblings.Learn(state, bundle));
        }

        device.KnownSiblings.Length.ShouldBe(MessagingLimits.KnownDevices);
        device.KnownSiblings.ShouldContain(known => known.InstallationId == "paired" && known.IsEnabled);
        var record = device.Take(state => Step.To(state, Encode(state))).Result;
        record.Length.ShouldBeLessThan(16 * 1024);
    }

    [Fact]
    public void A_pairing_message_gives_a_known_device_its_name_and_an_unknown_one_nothing()
    {
        var pairing = new PairingMessage(1, "2", "desktop", "the office", 1);
        device.Take(state => Siblings.TakePairing(state, pairing)).Result.ShouldBeFalse();
        device.Take(state => Siblings.Learn(state, Sibling("2").Own.Bundle));
        device.Take(state => Siblings.TakePairing(state, pairing)).Result.ShouldBeTrue();
        var known = device.KnownSiblings.ShouldHaveSingleItem();
        (known.Name, known.DeviceType, known.IsEnabled).ShouldBe(("the office", "desktop", false));
    }

    [Fact]
    public void A_device_says_what_it_was_chosen_to_be()
    {
        var chosen = OwnIdentity.Of(identity) with
        {
            Settings = InstallationSettings.Default with { DeviceType = "kiosk", ProtocolVersion = 0 },
        };
        var announced = device.Take(state => Siblings.Announce(state, chosen, world.Turn)).Effects;
        var message = Sibling("2").Read(announced.OfType<Effect.Publish>().Single().Envelope);
        var entry = message.Message.Entries[ProtocolMessage.AnyDevice];
        DiffieHellmanFallback
            .TryOpen(TestWorld.Curve, identity, entry.DiffieHellman!, entry.Payload.Span, out var wrapped)
            .ShouldBeTrue();
        ApplicationMetadata
            .TryUnwrap(TestWorld.Curve, wrapped, identity.PublicKey, out var application, out _)
            .ShouldBeTrue();
        PairingMessage.TryDecode(application!.Payload.Span, out var pairing).ShouldBeTrue();
        (pairing!.DeviceType, pairing.ProtocolVersion, pairing.InstallationId).ShouldBe(("kiosk", 0u, "1"));
    }

    [Fact]
    public void Devices_can_be_named_by_us()
    {
        device.Take(state => Siblings.Learn(state, Sibling("2").Own.Bundle));
        device.Take(state => Siblings.Rename(state, "2", "spare")).Result.ShouldBeTrue();
        device.KnownSiblings[0].Name.ShouldBe("spare");
        device.Take(state => Siblings.Rename(state, "1", "main")).State.Name.ShouldBe("main");
        device.Take(state => Siblings.Rename(state, "3", "none")).Result.ShouldBeFalse();
    }

    private TestDevice Sibling(string id) => new(world, identity, id);

    private Step<InstallationState, bool> SetPaired(string id, bool isPaired) =>
        device.Take(state =>
            Siblings.SetPaired(
                state,
                id,
                isPaired,
                OwnIdentity.Of(identity),
                ContactCodeTopic.Of(identity.PublicKey),
                world.Turn
            )
        );

    private static IEnumerable<string> Ids(Bundle bundle) => bundle.SignedPrekeys.Select(entry => entry.InstallationId);

    private static byte[] Encode(InstallationState state) =>
        new InstallationDefinition(TestWorld.Curve).Encode(0, state);
}
