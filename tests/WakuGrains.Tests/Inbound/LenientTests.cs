using Google.Protobuf;
using WakuGrains.Messages;
using WakuGrains.Protocol.Wire;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>What a newer peer may say that we do not understand yet.</summary>
public sealed class LenientTests
{
    // Field 2000 as a number, and field 2001 as three bytes.
    private static readonly byte[] Unknown = [0x80, 0x7D, 0x2A, 0x8A, 0x7D, 0x03, 1, 2, 3];

    [Fact]
    public async Task Unknown_fields_at_every_level_are_skipped()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        var message = fixture.Compose(stranger);
        var entry = message.EncryptedMessage.Single().Value;
        entry.X3DhHeader = WithUnknown(X3dhHeaderMessage.Parser, entry.X3DhHeader);
        entry.DrHeader = WithUnknown(DoubleRatchetHeaderMessage.Parser, entry.DrHeader);
        message.EncryptedMessage[fixture.BobInstallation] = WithUnknown(EncryptedMessage.Parser, entry);
        var bundle = BundleMessage.Parser.ParseFrom(message.Bundles[0]);
        bundle.SignedPreKeys["a"] = WithUnknown(SignedPreKeyMessage.Parser, bundle.SignedPreKeys["a"]);
        message.Bundles[0] = WithUnknown(BundleMessage.Parser, bundle).ToByteString();

        var sent = fixture.Seal(stranger, WithUnknown(ProtocolMessageProto.Parser, message));

        (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public async Task Entries_for_other_devices_are_not_looked_at()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        var message = fixture.Compose(stranger);
        message.EncryptedMessage.Add("another", new EncryptedMessage { Payload = ByteString.CopyFrom(1, 2) });
        message.EncryptedMessage.Add("none", new EncryptedMessage());
        (await fixture.Silo.ReceiveAsync(fixture.Seal(stranger, message))).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public async Task The_longest_installation_id_is_taken_and_an_empty_one_too()
    {
        using var fixture = await InboundFixture.StartAsync();
        foreach (var id in new[] { new string('x', 128), "", "with/slash" })
        {
            var stranger = fixture.NewStranger();
            var message = fixture.Compose(stranger);
            message.InstallationId = id;
            (await fixture.Silo.ReceiveAsync(fixture.Seal(stranger, message))).ShouldBe(EnvelopeOutcome.Delivered, id);
        }
    }

    [Fact]
    public async Task Two_bots_of_one_silo_listen_on_one_topic_and_what_became_of_it_says_the_one_it_was_for()
    {
        using var fixture = await InboundFixture.StartAsync();
        var alice = await fixture.Silo.OpenAsync("alice");
        await fixture.Silo.SendAsync("alice", fixture.Bob.PublicKey, "one");
        await ReceiveAllAsync(fixture);
        await fixture.Silo.SendAsync("bob", alice.PublicKey, "two");
        foreach (var (sender, recipient) in new[] { ("alice", fixture.Bob), ("bob", alice) })
        {
            fixture.Silo.Store.TakePublished();
            await fixture.Silo.SendAsync(sender, recipient.PublicKey, "three");
            var sent = fixture.Silo.Store.TakePublished().ShouldHaveSingleItem();
            (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Delivered);
            (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Duplicate);
        }
    }

    private static async Task ReceiveAllAsync(InboundFixture fixture)
    {
        foreach (var envelope in fixture.Silo.Store.TakePublished())
            await fixture.Silo.ReceiveAsync(envelope);
    }

    private static T WithUnknown<T>(MessageParser<T> parser, T message)
        where T : IMessage<T> => parser.ParseFrom([.. message.ToByteArray(), .. Unknown]);
}
