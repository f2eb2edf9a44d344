using WakuGrains.Engine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Installations;

/// <summary>When a device draws a prekey, signs its bundle and publishes its contact code (facts 2.4, 6.7).</summary>
public sealed class InstallationTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    private readonly TestWorld world = new();
    private readonly OwnIdentity identity;
    private readonly ContactCodeTopic topic;
    private InstallationState state;

    public InstallationTests()
    {
        identity = OwnIdentity.Of(world.NewKeyPair());
        topic = ContactCodeTopic.Of(identity.PublicKey);
        state = new InstallationDefinition(TestWorld.Curve).Empty("tenant/bot/device");
    }

    [Fact]
    public void A_prekey_lives_24_hours_and_is_replaced_at_the_first_use_after_them()
    {
        var first = Device().Prekeys.ShouldHaveSingleItem();
        first.Version.ShouldBe(1u);
        world.Advance(MessagingLimits.PrekeyLifetime);
        Device().Prekeys.Length.ShouldBe(1);
        world.Advance(Moment);

        var device = Device();

        device.Prekeys.Select(prekey => prekey.Version).ShouldBe([1u, 2u]);
        device.IsCurrent(EncodedKey.Of(first.Pair.PublicKey)).ShouldBeFalse();
        device.FindPrekey(EncodedKey.Of(first.Pair.PublicKey)).ShouldBe(first, "a late X3DH may still use it");
        device.Bundle.SignedPrekeys.ShouldHaveSingleItem().SignedPrekey.ShouldBe(device.Prekeys[1].Pair.PublicKey);
    }

    [Fact]
    public void A_long_silence_costs_one_prekey()
    {
        Device();
        world.Advance(TimeSpan.FromDays(30));
        Device().Prekeys.Length.ShouldBe(2);
    }

    [Fact]
    public void The_bundle_is_signed_again_after_a_minute_and_not_before()
    {
        var first = Device().Bundle;
        world.Advance(MessagingLimits.BundleSignatureLifetime - TimeSpan.FromMilliseconds(1));
        Device().Bundle.ShouldBeSameAs(first);
        world.Advance(TimeSpan.FromMilliseconds(1));

        var second = Device().Bundle;

        second.ShouldNotBeSameAs(first);
        second.TimestampNanoseconds.ShouldBe(world.Turn.NowNanoseconds);
        second.SignedPrekeys.ShouldBe(first.SignedPrekeys);
    }

    [Fact]
    public void The_bundle_names_the_device_its_newest_prekey_and_the_protocol_version_and_verifies()
    {
        var bundle = Device().Bundle;
        var entry = bundle.SignedPrekeys.ShouldHaveSingleItem();
        entry.InstallationId.ShouldBe("device");
        entry.Version.ShouldBe(1u);
        entry.ProtocolVersion.ShouldBe(1u);
        BundleVerifier.TryVerify(bundle.ToMessage(), TestWorld.Curve, out var verified, out _).ShouldBeTrue();
        verified!.Identity.ShouldBe(identity.PublicKey);
    }

    [Fact]
    public void While_prekey_and_bundle_are_fresh_the_device_is_read_without_a_turn()
    {
        Installation.TryGetDevice(state, identity, world.Now).ShouldBeNull();
        var device = Device();
        Installation.TryGetDevice(state, identity, world.Now)!.Bundle.ShouldBeSameAs(device.Bundle);
        Installation.GetDevice(state, identity, world.Turn).State.ShouldBeSameAs(state);
        Installation.TryGetDevice(state, identity, world.Now + MessagingLimits.BundleSignatureLifetime).ShouldBeNull();
    }

    [Fact]
    public void A_clock_that_was_set_back_draws_no_prekey()
    {
        Device();
        world.Advance(TimeSpan.FromDays(-3));
        Device().Prekeys.Length.ShouldBe(1);
    }

    [Fact]
    public void The_contact_code_is_published_at_once_and_then_every_six_hours()
    {
        Publish().ShouldNotBeNull();
        world.Advance(MessagingLimits.ContactCodeInterval - Moment);
        Publish().ShouldBeNull();
        world.Advance(Moment);
        Publish().ShouldNotBeNull();
        Publish().ShouldBeNull();
        Publish(force: true).ShouldNotBeNull();
    }

    [Fact]
    public void A_contact_code_is_a_public_message_with_the_bundle_signed_by_the_identity_on_its_topic()
    {
        var envelope = Publish()!;
        envelope.Message.ContentTopic.ShouldBe(StatusTopics.ContactCode(identity.PublicKey).ContentTopic.ToString());
        var opened = PayloadV1.OpenSymmetric(TestWorld.Curve, topic.Key.Span, envelope.Message.Payload.Span);
        opened.Signer.ShouldBe(identity.PublicKey);
        ProtocolMessage.TryDecode(opened.Data.Span, out var message, out _).ShouldBeTrue();
        message!.InstallationId.ShouldBe("device");
        message.PublicMessage.IsEmpty.ShouldBeFalse();
        message.Entries.ShouldBeEmpty();
        message.Bundles.ShouldHaveSingleItem().ShouldBe(state.Bundle!.ToMessage());
    }

    [Fact]
    public void A_device_listens_on_its_own_three_topics_once()
    {
        var step = Installation.Announce(state, identity, world.Turn);
        step.Effects.OfType<Effect.Listen>()
            .Select(each => each.Listener.Kind)
            .ShouldBe([TopicKind.ContactCode, TopicKind.Partitioned, TopicKind.Personal]);
        var again = Installation.Announce(step.State, identity, world.Turn);
        again.State.ShouldBeSameAs(step.State);
        again.Effects.ShouldBeEmpty();
    }

    [Fact]
    public void Signing_again_writes_no_record_and_everything_else_does()
    {
        var definition = new InstallationDefinition(TestWorld.Curve);
        Device();
        var before = state;
        world.Advance(TimeSpan.FromMinutes(2));
        Device();
        definition.HasChanged(0, before, state).ShouldBeFalse();

        Publish();
        definition.HasChanged(0, before, state).ShouldBeTrue();
        definition.HasChanged(0, before, before with { IsAnnounced = true }).ShouldBeTrue();
        world.Advance(TimeSpan.FromDays(2));
        var rotated = Installation.GetDevice(before, identity, world.Turn).State;
        definition.HasChanged(0, before, rotated).ShouldBeTrue();
    }

    private OwnDevice Device()
    {
        var step = Installation.GetDevice(state, identity, world.Turn);
        step.Effects.ShouldBeEmpty();
        state = step.State;
        return step.Result;
    }

    private Envelope? Publish(bool force = false)
    {
        var step = Installation.PublishContactCode(state, identity, topic, force, world.Turn);
        state = step.State;
        step.Effects.Length.ShouldBe(step.Result ? 1 : 0);
        return step.Effects.OfType<Effect.Publish>().SingleOrDefault()?.Envelope;
    }
}
