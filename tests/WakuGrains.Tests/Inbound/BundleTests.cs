using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>Whose bundles are learnt on which way (facts 2.5).</summary>
public sealed class BundleTests
{
    [Fact]
    public async Task A_strangers_public_message_leaves_nothing()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        await fixture.RefusesAsync(EnvelopeOutcome.BundleLearnt, Public(fixture, stranger, stranger.Own.Bundle));
    }

    [Fact]
    public async Task A_contacts_newer_bundle_is_learnt_once()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        var newer = Newer(fixture, contact);
        var sent = Public(fixture, contact, newer);

        (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.BundleLearnt);

        Prekey(fixture, contact).ShouldBe(EncodedKey.Of(newer.SignedPrekeys[0].SignedPrekey));
        await fixture.RefusesAsync(EnvelopeOutcome.BundleLearnt, sent);
    }

    [Fact]
    public async Task A_contacts_newer_bundle_is_learnt_although_its_message_is_not_for_this_device()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        var newer = Newer(fixture, contact);
        var entry = new EncryptedEntry(null, null, contact.Prekey, null, new byte[28]);
        var message = ProtocolMessage.ForEntries("a", newer, [new("another device", entry)]).Encode();

        (await fixture.Silo.ReceiveAsync(fixture.Seal(contact.Identity, message))).ShouldBe(
            EnvelopeOutcome.NotForThisDevice
        );

        Prekey(fixture, contact).ShouldBe(EncodedKey.Of(newer.SignedPrekeys[0].SignedPrekey));
    }

    [Fact]
    public async Task A_contacts_bundle_may_come_through_a_third_party_and_a_strangers_may_not()
    {
        using var fixture = await InboundFixture.StartAsync();
        var (contact, relay, stranger) = (
            await fixture.NewContactAsync(),
            fixture.NewStranger(),
            fixture.NewStranger()
        );
        await fixture.RefusesAsync(EnvelopeOutcome.BundleLearnt, Public(fixture, relay, stranger.Own.Bundle));

        var newer = Newer(fixture, contact);
        (await fixture.Silo.ReceiveAsync(Public(fixture, relay, newer))).ShouldBe(EnvelopeOutcome.BundleLearnt);

        Prekey(fixture, contact).ShouldBe(EncodedKey.Of(newer.SignedPrekeys[0].SignedPrekey));
        fixture.Silo.Session(fixture.Bob, relay.PublicKey).Version.ShouldBe(0);
    }

    [Fact]
    public async Task Our_own_bundle_that_somebody_relays_begins_no_session_with_ourselves()
    {
        using var fixture = await InboundFixture.StartAsync();
        var device = await fixture
            .Silo.Entities.Installation(new(fixture.Bob.Key, fixture.BobInstallation))
            .GetDeviceAsync(default);
        await fixture.RefusesAsync(EnvelopeOutcome.BundleLearnt, Public(fixture, fixture.NewStranger(), device.Bundle));
    }

    private static Protocol.Waku.Envelope Public(InboundFixture fixture, TestDevice peer, Bundle bundle)
    {
        var advertisement = ApplicationMetadata.Wrap(
            TestWorld.Curve,
            peer.Identity,
            ApplicationMessageType.ContactCodeAdvertisement,
            []
        );
        return fixture.Seal(peer.Identity, ProtocolMessage.ForPublic("a", bundle, advertisement).Encode());
    }

    private static Bundle Newer(InboundFixture fixture, TestDevice peer) =>
        Bundles.Sign(
            peer.Identity,
            peer.Own.Bundle.TimestampNanoseconds + 1,
            Bundles.Entry(fixture.World, "a", version: 2)
        );

    private static EncodedKey Prekey(InboundFixture fixture, TestDevice peer)
    {
        var key = new Engine.SessionKey(new(fixture.Bob.Key, fixture.BobInstallation), peer.PublicKey).ToString();
        var stored = fixture.Silo.Session(fixture.Bob, peer.PublicKey).Parts;
        return new SessionDefinition(TestWorld.Curve).Decode(key, stored).Devices.ShouldHaveSingleItem().SignedPrekey;
    }
}
