using MediatR;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Tests.Support;
using WakuGrains.Trust;

namespace WakuGrains.Tests.Inbound;

/// <summary>An identity that asks about new peers: nothing is read before somebody has decided, and nothing is lost until then.</summary>
public sealed class HeldMessageTests
{
    [Fact]
    public async Task What_was_held_is_delivered_in_order_after_the_decision_across_a_restart()
    {
        using var fixture = await InboundFixture.StartAsync();
        await AskAsync(fixture);
        var stranger = fixture.NewStranger();
        foreach (var text in new[] { "one", "two" })
            (await fixture.Silo.ReceiveAsync(fixture.Send(stranger, text))).ShouldBe(EnvelopeOutcome.TrustAwaited);
        (await fixture.Silo.TextsAsync("bob")).ShouldBeEmpty();
        (await ShownAsync(fixture, stranger)).Session.HeldMessages.ShouldBe(2);
        fixture.Silo.Restart();

        await DecideAsync(fixture, stranger, PeerTrust.Trusted);

        (await fixture.Silo.TextsAsync("bob")).ShouldBe(["one", "two"]);
        (await ShownAsync(fixture, stranger)).Session.HeldMessages.ShouldBe(0);
        (await fixture.Silo.ReceiveAsync(fixture.Send(stranger, "three"))).ShouldBe(EnvelopeOutcome.Delivered);
    }

    [Fact]
    public async Task A_refused_peer_is_not_read_and_leaves_nothing()
    {
        using var fixture = await InboundFixture.StartAsync();
        await AskAsync(fixture);
        var stranger = fixture.NewStranger();
        await fixture.Silo.ReceiveAsync(fixture.Send(stranger));
        await DecideAsync(fixture, stranger, PeerTrust.Refused);

        (await fixture.Silo.ReceiveAsync(fixture.Send(stranger))).ShouldBe(EnvelopeOutcome.NotTrusted);
        (await fixture.Silo.TextsAsync("bob")).ShouldBeEmpty();
        await Should.ThrowAsync<PeerNotTrustedException>(() =>
            fixture.Silo.SendAsync("bob", stranger.PublicKey, "hello")
        );
        fixture.Silo.Store.TakePublished().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(PeerTrust.Trusted, EnvelopeOutcome.Duplicate, 1)]
    [InlineData(PeerTrust.Refused, EnvelopeOutcome.NotTrusted, 0)]
    [InlineData(PeerTrust.Undecided, EnvelopeOutcome.TrustAwaited, 0)]
    public async Task A_host_that_decides_is_asked_at_once(PeerTrust decision, EnvelopeOutcome outcome, int delivered)
    {
        var decider = new Decider(decision);
        using var fixture = await InboundFixture.StartAsync(decider);
        await AskAsync(fixture);
        var stranger = fixture.NewStranger();

        (await fixture.Silo.ReceiveAsync(fixture.Send(stranger))).ShouldBeOneOf(outcome, EnvelopeOutcome.Delivered);
        (await fixture.Silo.TextsAsync("bob")).Count.ShouldBe(delivered);
        decider.Asked.ShouldBe([(fixture.Bob.Key, stranger.PublicKey)]);
    }

    [Fact]
    public async Task A_contact_card_pins_the_peer_and_a_name_keeps_its_key()
    {
        using var fixture = await InboundFixture.StartAsync();
        await fixture.Silo.Mediator.Send(new SetTrustPolicy(fixture.Bob.Key, TrustPolicy.Pinned));
        var (friend, other) = (await CardAsync(fixture, "friend"), await CardAsync(fixture, "other"));
        await fixture.Silo.Mediator.Send(new AddContact(fixture.Bob.Key, friend.Card) { Name = "friend" });
        (await fixture.Silo.SendAsync("bob", friend.Key, "hello")).IsReplay.ShouldBeFalse();

        var before = fixture.Silo.Store.Contents;
        var changed = new AddContact(fixture.Bob.Key, other.Card) { Name = "friend" };
        await Should.ThrowAsync<IdentityChangedException>(() => fixture.Silo.Mediator.Send(changed));
        fixture.Silo.Store.Contents.ShouldBeSameAs(before);

        await fixture.Silo.Mediator.Send(changed with { Replace = true });
        var contacts = await fixture.Silo.Mediator.Send(new ListContacts(fixture.Bob.Key));
        contacts.ShouldHaveSingleItem().PublicKey.ShouldBe(other.Key);
    }

    private static async Task<(string Card, PublicKey Key)> CardAsync(InboundFixture fixture, string name)
    {
        var identity = await fixture.Silo.OpenAsync(name);
        return ((await fixture.Silo.Mediator.Send(new GetContactCard(identity.Key))).Text, identity.PublicKey);
    }

    private static Task<IdentityInfo> AskAsync(InboundFixture fixture) =>
        fixture.Silo.Mediator.Send(new SetTrustPolicy(fixture.Bob.Key, TrustPolicy.Ask));

    private static Task<SessionDetails> ShownAsync(InboundFixture fixture, TestDevice peer) =>
        fixture.Silo.Mediator.Send(new GetSession(fixture.Bob.Key, peer.PublicKey.ToString()));

    private static Task<Unit> DecideAsync(InboundFixture fixture, TestDevice peer, PeerTrust trust) =>
        fixture.Silo.Mediator.Send(new DecideTrust(fixture.Bob.Key, peer.PublicKey.ToString(), trust));

    private sealed class Decider(PeerTrust decision) : ITrustDecider
    {
        public List<(IdentityKey, PublicKey)> Asked { get; } = [];

        public ValueTask<PeerTrust> DecideAsync(IdentityKey own, PublicKey peer, CancellationToken cancellationToken)
        {
            Asked.Add((own, peer));
            return ValueTask.FromResult(decision);
        }
    }
}
