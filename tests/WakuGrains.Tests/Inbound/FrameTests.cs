using Google.Protobuf;
using WakuGrains.Messages;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>Envelopes whose frame is not what it should be: nobody's, unsigned, cut, changed on the way.</summary>
public sealed class FrameTests
{
    [Fact]
    public async Task An_unsigned_frame_has_no_sender()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        var message = fixture.Unseal(stranger, fixture.Send(stranger));
        await fixture.RefusesAsync(EnvelopeOutcome.Unsigned, fixture.Seal(signer: null, message));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0u)]
    [InlineData(2u)]
    public async Task Another_version_of_the_Waku_payload_is_not_opened_as_this_one(uint? version)
    {
        using var fixture = await InboundFixture.StartAsync();
        var sent = fixture.Send(fixture.NewStranger());
        var other = new WakuMessage
        {
            Payload = sent.Message.Payload,
            ContentTopic = sent.Message.ContentTopic,
            Timestamp = sent.Message.Timestamp,
            Version = version,
        };
        await fixture.RefusesAsync(EnvelopeOutcome.NotForUs, new Envelope(sent.PubsubTopic, other));
    }

    [Fact]
    public async Task A_topic_on_which_nobody_listens_and_a_key_that_nobody_has_are_not_for_us()
    {
        using var fixture = await InboundFixture.StartAsync();
        var (stranger, carol) = (fixture.NewStranger(), fixture.World.NewKeyPair().PublicKey);
        var sent = fixture.Send(stranger);
        var elsewhere = WakuMessage.ForStatus(sent.Message.Payload, "/waku/1/0x00000000/rfc26", 1);
        await fixture.RefusesAsync(EnvelopeOutcome.NotForUs, new Envelope(sent.PubsubTopic, elsewhere));

        var forCarol = PayloadV1.SealAsymmetric(TestWorld.Curve, [1], stranger.Identity, carol, fixture.World.Random);
        await fixture.RefusesAsync(EnvelopeOutcome.NotForUs, fixture.Wrap(forCarol));
    }

    [Fact]
    public async Task A_payload_that_was_cut_or_changed_anywhere_is_not_taken()
    {
        using var fixture = await InboundFixture.StartAsync();
        var payload = fixture.Send(fixture.NewStranger()).Message.Payload.ToArray();
        for (var i = 0; i < payload.Length; i++)
        {
            await IsRefused(fixture, payload[..i]);
            var turned = payload.ToArray();
            turned[i] ^= (byte)(1 << (i % 8));
            await IsRefused(fixture, turned);
        }
    }

    [Fact]
    public async Task What_is_no_message_inside_a_good_frame_is_malformed()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        await fixture.RefusesAsync(EnvelopeOutcome.Malformed, fixture.Seal(stranger.Identity, []));
        await fixture.RefusesAsync(EnvelopeOutcome.Malformed, fixture.Seal(stranger.Identity, "not a message"u8));
        var tooLong = new byte[SecureTransportLimits.MaxMessageLength + 1];
        await fixture.RefusesAsync(EnvelopeOutcome.Malformed, fixture.Seal(stranger.Identity, tooLong));
    }

    [Fact]
    public async Task A_text_that_is_not_UTF_8_makes_the_message_malformed()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        byte[] installationId = [0x12, 1, 0xFF];
        byte[] message = [.. fixture.Unseal(stranger, fixture.Send(stranger)), .. installationId];
        await fixture.RefusesAsync(EnvelopeOutcome.Malformed, fixture.Seal(stranger.Identity, message));
    }

    [Fact]
    public async Task A_message_that_somebody_else_signs_as_his_own_does_not_decrypt()
    {
        using var fixture = await InboundFixture.StartAsync();
        var (alice, mallory) = (await fixture.NewContactAsync(), fixture.World.NewKeyPair());
        var message = fixture.Unseal(alice, fixture.Send(alice));
        fixture.HaveAnswered(mallory.PublicKey);
        await fixture.RefusesAsync(EnvelopeOutcome.NoSession, fixture.Seal(mallory, message));

        var stranger = fixture.NewStranger();
        var first = fixture.Unseal(stranger, fixture.Send(stranger));
        await fixture.RefusesAsync(EnvelopeOutcome.Desynchronised, fixture.Seal(mallory, first));
    }

    [Fact]
    public async Task Our_own_message_that_comes_back_is_an_echo()
    {
        using var fixture = await InboundFixture.StartAsync();
        var bob = await fixture.Silo.KeyPairAsync("bob");
        var message = new ProtocolMessageProto { InstallationId = fixture.BobInstallation }.ToByteArray();
        await fixture.RefusesAsync(EnvelopeOutcome.Echo, fixture.Seal(bob, message));
    }

    [Fact]
    public async Task What_another_device_of_ours_writes_to_a_peer_is_an_echo_and_to_our_devices_a_message_that_we_miss()
    {
        using var fixture = await InboundFixture.StartAsync();
        var bob = await fixture.Silo.KeyPairAsync("bob");
        var sibling = new TestDevice(fixture.World, bob, "sibling");
        var message = new ProtocolMessageProto { InstallationId = "sibling" };
        message.Bundles.Add(ByteString.CopyFrom(sibling.Own.Bundle.Encode().Span));
        message.EncryptedMessage["a peer's device"] = new EncryptedMessage();
        (await fixture.Silo.ReceiveAsync(fixture.Seal(bob, message.ToByteArray()))).ShouldBe(EnvelopeOutcome.Echo);

        message.EncryptedMessage["sibling"] = new EncryptedMessage();
        await fixture.RefusesAsync(EnvelopeOutcome.NotPaired, fixture.Seal(bob, message.ToByteArray()));
    }

    private static async Task IsRefused(InboundFixture fixture, byte[] payload)
    {
        var before = fixture.Silo.Store.Contents;
        var outcome = await fixture.Silo.ReceiveAsync(fixture.Wrap(payload));
        outcome.ShouldBeOneOf(EnvelopeOutcome.NotForUs, EnvelopeOutcome.Malformed);
        fixture.Silo.Store.Contents.ShouldBeSameAs(before);
    }
}
