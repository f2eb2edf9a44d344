using Google.Protobuf;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Protocol.Waku;
using WakuGrains.Protocol.Wire;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>
/// A message that is for other devices only, through every handler: an empty message with our bundle comes back, rarely, and
/// strangers get it within a budget.
/// </summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task A_contact_whose_message_was_for_another_device_gets_our_bundle_once_in_two_hours()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync(hasAnswer: false);

        (await MisdirectAsync(fixture, contact)).ShouldHaveSingleItem();
        (await MisdirectAsync(fixture, contact)).ShouldBeEmpty();
        fixture.Time.Advance(MessagingLimits.AnswerInterval);
        var answer = (await MisdirectAsync(fixture, contact)).ShouldHaveSingleItem();

        var message = contact.Read(answer);
        message.Bundles.ShouldHaveSingleItem();
        message.Message.Entries.ShouldHaveSingleItem().Key.ShouldBe(ProtocolMessage.AnyDevice);
        contact.Receive(message).Outcome.ShouldBe(EnvelopeOutcome.Processed);
    }

    [Fact]
    public async Task A_contact_whose_session_we_lost_gets_a_bundle_with_a_new_prekey_and_begins_again()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync(hasAnswer: false);
        var before = contact.With(fixture.Bob.PublicKey).Devices[0].PrekeyVersion;
        fixture.LoseSessions(contact.PublicKey);

        (await fixture.Silo.ReceiveAsync(fixture.Send(contact))).ShouldBe(EnvelopeOutcome.NoSession);
        foreach (var envelope in fixture.Silo.Store.TakePublished())
            contact.Receive(envelope).Outcome.ShouldBe(EnvelopeOutcome.Processed);

        contact.With(fixture.Bob.PublicKey).Devices[0].PrekeyVersion.ShouldBe(before + 1);
        (await fixture.Silo.ReceiveAsync(fixture.Send(contact))).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public async Task Strangers_are_answered_within_a_budget_and_draw_no_prekey()
    {
        using var fixture = await InboundFixture.StartAsync();
        var device = fixture.Silo.Entities.Installation(fixture.Bob.Primary());
        var prekeys = (await device.GetDeviceAsync(default)).Prekeys.Length;
        var answered = 0;
        for (var i = 0; i < MessagingLimits.StrangersAnswered + 5; i++)
            answered += (await MisdirectAsync(fixture, fixture.World.NewKeyPair(), bundle: null)).Count;
        answered.ShouldBe(MessagingLimits.StrangersAnswered);

        fixture.Time.Advance(MessagingLimits.AnswerInterval);
        (await MisdirectAsync(fixture, fixture.World.NewKeyPair(), bundle: null)).ShouldHaveSingleItem();
        (await device.GetDeviceAsync(default)).Prekeys.Length.ShouldBe(prekeys);
    }

    private static Task<IReadOnlyList<Envelope>> MisdirectAsync(InboundFixture fixture, TestDevice peer) =>
        MisdirectAsync(fixture, peer.Identity, peer.Own.Bundle);

    private static async Task<IReadOnlyList<Envelope>> MisdirectAsync(
        InboundFixture fixture,
        KeyPair sender,
        Bundle? bundle
    )
    {
        var message = new ProtocolMessageProto { InstallationId = "elsewhere" };
        if (bundle is not null)
            message.Bundles.Add(ByteString.CopyFrom(bundle.Encode().Span));
        message.EncryptedMessage["another device"] = new EncryptedMessage
        {
            DhHeader = new() { Key = ByteString.CopyFrom(sender.PublicKey.Compressed) },
            Payload = ByteString.CopyFrom(new byte[64]),
        };
        var outcome = await fixture.Silo.ReceiveAsync(fixture.Seal(sender, message.ToByteArray()));
        outcome.ShouldBe(EnvelopeOutcome.NotForThisDevice);
        return fixture.Silo.Store.TakePublished();
    }
}
