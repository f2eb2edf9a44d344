using System.Buffers.Text;
using MediatR;
using Microsoft.Extensions.Time.Testing;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Protocol.Waku;
using WakuGrains.Tests.Support;
using WakuGrains.Topics;

namespace WakuGrains.Tests.Requests;

/// <summary>What a caller may not ask of an identity, its contacts and its mailbox.</summary>
public sealed class IdentityRequestTests(RequestFixture fixture) : IClassFixture<RequestFixture>
{
    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("no spaces")]
    public async Task Names_that_cannot_be(string name)
    {
        await fixture.RefusesAsync(new OpenIdentity(new(name, "bot")), "tenant", "tenant_invalid");
        await fixture.RefusesAsync(new OpenIdentity(new("default", name)), "name", "name_invalid");
        await fixture.RefusesAsync(new FindIdentity(new("default", name)), "name", "name_invalid");
        await fixture.RefusesAsync(new GetMailboxStatus(new("default", name)), "name", "name_invalid");
    }

    [Fact]
    public async Task An_identity_that_does_not_exist_is_told_by_its_name_and_not_created()
    {
        var nobody = new IdentityKey("default", "nobody");
        var before = fixture.Silo.Store.Contents;
        await NotFoundAsync(new GetContactCard(nobody));
        await NotFoundAsync(new AddContact(nobody, "card"));
        await NotFoundAsync(new SendMessage(nobody, fixture.Peer, new OutboundContent.Text("a"), null));
        await NotFoundAsync(new GetSentMessage(nobody, new byte[32]));
        await NotFoundAsync(new ReadMailbox(nobody, 0, 1, TimeSpan.Zero));
        await NotFoundAsync(new AcknowledgeMessages(nobody, 0));
        await NotFoundAsync(new GetMailboxStatus(nobody));
        (
            await Should.ThrowAsync<IdentityNotFoundException>(() =>
                fixture.Silo.Mediator.Send(new PublishContactCode(nobody))
            )
        ).Message.ShouldContain("nobody");
        (await fixture.Silo.Mediator.Send(new FindIdentity(nobody))).ShouldBeNull();
        fixture.Silo.Store.Contents.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task The_same_name_in_another_tenant_is_another_identity()
    {
        var theirs = await fixture.Silo.Mediator.Send(new OpenIdentity(new("other", "bot")));
        theirs.PublicKey.ShouldNotBe(fixture.Bot.PublicKey);
        var listed = await fixture.Silo.Mediator.Send(new ListIdentities("other"));
        listed.ShouldHaveSingleItem().PublicKey.ShouldBe(theirs.PublicKey);
    }

    [Fact]
    public async Task A_card_is_a_link_a_space_and_a_bundle()
    {
        var good = (await CardAsync("friend")).Text;
        string[] malformed =
        [
            "",
            "card",
            good.Replace(' ', '-'),
            $"{good} more",
            $"{good}=!",
            good.Split(' ')[1],
            new('x', 9000),
        ];
        foreach (var card in malformed)
            await fixture.RefusesAsync(new AddContact(fixture.Bot.Key, card), "card", "card_malformed");
    }

    [Fact]
    public async Task A_card_whose_bundle_is_damaged_or_somebody_elses_has_a_wrong_signature()
    {
        var (good, other) = (await CardAsync("friend"), await CardAsync("other friend".Replace(' ', '-')));
        var damaged = good.Bundle.ToArray();
        damaged[^1] ^= 1;
        foreach (var bundle in new[] { damaged, other.Bundle.ToArray(), [0xFF, 0xFF] })
            await fixture.RefusesAsync(
                new AddContact(fixture.Bot.Key, $"{good.ProfileLink} {Base64Url.EncodeToString(bundle)}"),
                "card",
                "card_signature_invalid"
            );
    }

    [Fact]
    public async Task A_bot_is_not_its_own_contact()
    {
        var own = await fixture.Silo.Mediator.Send(new GetContactCard(fixture.Bot.Key));
        await fixture.RefusesAsync(new AddContact(fixture.Bot.Key, own.Text), "card", "card_is_own");
    }

    [Fact]
    public async Task A_good_card_is_learnt_with_white_space_around_it_and_learning_it_again_changes_nothing()
    {
        var card = await CardAsync("friend");
        var key = await fixture.Silo.Mediator.Send(new AddContact(fixture.Bot.Key, $" {card.Text}\n"));
        key.ShouldBe(card.PublicKey);
        var before = fixture.Silo.Store.Contents;
        await fixture.Silo.Mediator.Send(new AddContact(fixture.Bot.Key, card.Text));
        fixture.Silo.Store.Contents.ShouldBeSameAs(before);
        IdentityText.TryParse(TestWorld.Curve, card.ProfileLink, out var parsed).ShouldBeTrue();
        parsed.ShouldBe(card.PublicKey);
    }

    [Fact]
    public async Task A_contact_is_listened_to_before_it_was_written_to()
    {
        using var other = new MemorySilo(new FakeTimeProvider(new TestWorld().Now), new SeededRandom(5));
        var (contact, own) = (await other.OpenAsync("contact"), await fixture.Silo.KeyPairAsync("bot"));
        var card = await other.Mediator.Send(new GetContactCard(contact.Key));
        await fixture.Silo.Mediator.Send(new AddContact(fixture.Bot.Key, card.Text));

        string[] topics = [.. fixture.Silo.Store.Contents.Listeners.Select(listener => listener.ContentTopic)];
        topics.ShouldContain(StatusTopics.ContactCode(contact.PublicKey).ContentTopic.ToString());
        topics.ShouldContain(NegotiatedTopic.Of(TestWorld.Curve, own, contact.PublicKey).ContentTopic);
    }

    [Fact]
    public async Task Reading_a_mailbox()
    {
        var key = fixture.Bot.Key;
        await fixture.RefusesAsync(new ReadMailbox(key, -1, 1, TimeSpan.Zero), "after", "cursor_invalid");
        await fixture.RefusesAsync(new ReadMailbox(key, 0, 0, TimeSpan.Zero), "limit", "limit_out_of_range");
        await fixture.RefusesAsync(new ReadMailbox(key, 0, 1001, TimeSpan.Zero), "limit", "limit_out_of_range");
        await fixture.RefusesAsync(new ReadMailbox(key, 0, 1, TimeSpan.FromTicks(-1)), "wait", "wait_out_of_range");
        await fixture.RefusesAsync(
            new ReadMailbox(key, 0, 1, MessagingLimits.MaxReadWait + TimeSpan.FromTicks(1)),
            "wait",
            "wait_out_of_range"
        );
        (await fixture.Silo.Mediator.Send(new ReadMailbox(key, long.MaxValue, 1000, TimeSpan.Zero))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Acknowledging_what_was_never_given_out()
    {
        await fixture.RefusesAsync(new AcknowledgeMessages(fixture.Bot.Key, 1), "upTo", "sequence_unknown");
        await fixture.RefusesAsync(new AcknowledgeMessages(fixture.Bot.Key, -1), "upTo", "sequence_unknown");
        (await fixture.Silo.Mediator.Send(new AcknowledgeMessages(fixture.Bot.Key, 0))).Unacknowledged.ShouldBe(0);
    }

    private async Task<WakuGrains.Identities.ContactCard> CardAsync(string name)
    {
        await fixture.Silo.OpenAsync(name);
        return await fixture.Silo.Mediator.Send(new GetContactCard(MemorySilo.Key(name)));
    }

    private async Task NotFoundAsync<T>(IRequest<T> request) =>
        (
            await Should.ThrowAsync<IdentityNotFoundException>(() => fixture.Silo.Mediator.Send(request))
        ).Key.Name.ShouldBe("nobody");
}
