using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>
/// Content that decrypts and is not what it should be. Of a contact the ratchet has moved on, which is kept; of a stranger nothing
/// is.
/// </summary>
public sealed class ContentTests
{
    private static readonly byte[] NotSigned = [0x08, 0x01];

    [Fact]
    public async Task An_author_who_is_not_the_sender_is_forged()
    {
        using var fixture = await InboundFixture.StartAsync();
        var carol = fixture.World.NewKeyPair();
        await IsRefused(fixture, EnvelopeOutcome.Forged, Text(fixture, carol));
    }

    [Fact]
    public async Task What_is_no_application_message_is_malformed()
    {
        using var fixture = await InboundFixture.StartAsync();
        await IsRefused(fixture, EnvelopeOutcome.Malformed, [0xFF, 0xFF, 0xFF]);
        await IsRefused(fixture, EnvelopeOutcome.Malformed, NotSigned);
    }

    [Fact]
    public async Task A_text_that_a_person_would_not_see_is_malformed()
    {
        using var fixture = await InboundFixture.StartAsync();
        byte[] garbage = [.. Enumerable.Repeat((byte)0xFF, 40)];
        await IsRefused(
            fixture,
            EnvelopeOutcome.Malformed,
            sender => Wrap(sender, ApplicationMessageType.ChatMessage, garbage)
        );
        await IsRefused(
            fixture,
            EnvelopeOutcome.Malformed,
            sender => Wrap(sender, ApplicationMessageType.ChatMessage, [])
        );
        await IsRefused(
            fixture,
            EnvelopeOutcome.Malformed,
            sender => Wrap(sender, ApplicationMessageType.Unknown, garbage)
        );
    }

    [Fact]
    public async Task Kinds_that_are_not_shown_are_processed_and_every_copy_is_owed_an_acknowledgement()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        var reaction = Wrap(contact.Identity, ApplicationMessageType.EmojiReaction, [1, 2, 3]);
        (await fixture.Silo.ReceiveAsync(Encrypt(fixture, contact, Mvds(reaction)))).ShouldBe(
            EnvelopeOutcome.Processed
        );
        (await fixture.Silo.ReceiveAsync(Encrypt(fixture, contact, Mvds(reaction)))).ShouldBe(
            EnvelopeOutcome.Processed
        );
        (await fixture.Silo.TextsAsync("bob")).ShouldBe([InboundFixture.Text]);
    }

    [Fact]
    public async Task An_empty_message_announces_a_device()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        (await fixture.Silo.ReceiveAsync(Encrypt(fixture, stranger, []))).ShouldBe(EnvelopeOutcome.Processed);
        fixture.Silo.Session(fixture.Bob, stranger.PublicKey).Version.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_content_in_another_message_is_delivered_once()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        var text = Text(fixture, contact.Identity);
        for (var copy = 0; copy < 3; copy++)
            await fixture.Silo.ReceiveAsync(Encrypt(fixture, contact, Mvds(text)));
        (await fixture.Silo.TextsAsync("bob")).ShouldBe([InboundFixture.Text, "by hand"]);
    }

    [Fact]
    public async Task A_good_message_beside_a_forged_one_in_a_packet_is_delivered()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        var packet = Mvds(Text(fixture, fixture.World.NewKeyPair()), Text(fixture, contact.Identity));
        (await fixture.Silo.ReceiveAsync(Encrypt(fixture, contact, packet))).ShouldBe(EnvelopeOutcome.Delivered);
        (await fixture.Silo.TextsAsync("bob")).ShouldBe([InboundFixture.Text, "by hand"]);
    }

    private static Task IsRefused(InboundFixture fixture, EnvelopeOutcome outcome, byte[] content) =>
        IsRefused(fixture, outcome, _ => content);

    // Bare and in a data-sync packet, of a stranger by fallback and by X3DH, and of a contact.
    private static async Task IsRefused(InboundFixture fixture, EnvelopeOutcome outcome, Func<KeyPair, byte[]> content)
    {
        foreach (var stranger in new[] { fixture.NewStranger(), fixture.NewUnawareStranger() })
        {
            var wrapped = content(stranger.Identity);
            await fixture.RefusesAsync(outcome, Encrypt(fixture, stranger, wrapped));
            await fixture.RefusesAsync(outcome, Encrypt(fixture, stranger, Mvds(wrapped)));
        }

        var start = fixture.Silo.Store.Contents;
        var contact = await fixture.NewContactAsync();
        var before = fixture.Silo.Session(fixture.Bob, contact.PublicKey).Version;
        var mailbox = await fixture.Silo.TextsAsync("bob");
        var sent = Encrypt(fixture, contact, content(contact.Identity));
        (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(outcome);
        fixture.Silo.Session(fixture.Bob, contact.PublicKey).Version.ShouldBe(before + 1);
        (await fixture.Silo.TextsAsync("bob")).ShouldBe(mailbox);
        await fixture.RefusesAsync(EnvelopeOutcome.Duplicate, sent);
        fixture.Silo.Restore(start);
    }

    private static byte[] Text(InboundFixture fixture, KeyPair author) =>
        Wrap(
            author,
            ApplicationMessageType.ChatMessage,
            ChatText.Build(
                fixture.World.Turn.NowMilliseconds,
                fixture.World.Turn.NowMilliseconds,
                "by hand",
                ChatId.Of(fixture.Bob.PublicKey)
            )
        );

    private static byte[] Wrap(KeyPair author, uint type, byte[] payload) =>
        ApplicationMetadata.Wrap(TestWorld.Curve, author, type, payload);

    private static byte[] Mvds(params IEnumerable<byte[]> bodies) =>
        Protocol.Application.Mvds.Build(new byte[32], 7, [.. bodies.Select(body => (ReadOnlyMemory<byte>)body)], []);

    private static Protocol.Waku.Envelope Encrypt(InboundFixture fixture, TestDevice peer, byte[] plaintext)
    {
        var composer = new MessageComposer(peer.Own, fixture.Bob.PublicKey, fixture.World.Turn);
        var outbound = composer.Encrypt(peer.With(fixture.Bob.PublicKey), plaintext);
        peer.Put(outbound.State);
        return composer.SealAll(outbound).ShouldHaveSingleItem();
    }
}
