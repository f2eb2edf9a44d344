using WakuGrains.Messages;
using WakuGrains.Protocol.Waku;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Inbound;

/// <summary>Messages that come twice, late, out of order or with many missing before them.</summary>
public sealed class RepeatTests
{
    [Fact]
    public async Task The_same_envelope_again_is_a_duplicate_also_after_a_restart()
    {
        using var fixture = await InboundFixture.StartAsync();
        foreach (var peer in new[] { fixture.NewStranger(), fixture.NewUnawareStranger() })
        {
            var sent = fixture.Send(peer);
            (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Delivered);
            await fixture.RefusesAsync(EnvelopeOutcome.Duplicate, sent);
            fixture.Silo.Restart();
            await fixture.RefusesAsync(EnvelopeOutcome.Duplicate, sent);
        }
    }

    [Fact]
    public async Task The_same_ratchet_message_in_another_envelope_is_a_duplicate()
    {
        using var fixture = await InboundFixture.StartAsync();
        foreach (var peer in new[] { fixture.NewStranger(), await fixture.NewContactAsync() })
        {
            var sent = fixture.Send(peer);
            (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Delivered);
            var again = fixture.Seal(peer.Identity, fixture.Unseal(peer, sent));
            await fixture.RefusesAsync(EnvelopeOutcome.Duplicate, again);
        }
    }

    [Fact]
    public async Task A_repeat_from_before_many_turns_of_the_ratchet_changes_nothing()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        var early = fixture.Unseal(contact, await DeliverAsync(fixture, contact, "early"));
        for (var turn = 0; turn < 12; turn++)
        {
            await fixture.Silo.SendAsync("bob", contact.PublicKey, $"{turn}");
            contact.Receive(fixture.Silo.Store.TakePublished()[0]);
            await DeliverAsync(fixture, contact, $"{turn}");
        }

        var before = fixture.Silo.Store.Contents;
        var outcome = await fixture.Silo.ReceiveAsync(fixture.Seal(contact.Identity, early));
        outcome.ShouldBeOneOf(EnvelopeOutcome.Duplicate, EnvelopeOutcome.Desynchronised);
        fixture.Silo.Store.Contents.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task Messages_in_any_order_are_each_read_once_across_restarts()
    {
        using var fixture = await InboundFixture.StartAsync();
        var stranger = fixture.NewStranger();
        var sent = Enumerable.Range(0, 6).Select(i => fixture.Send(stranger, $"{i}")).ToList();
        foreach (var i in new[] { 3, 5, 0, 1, 4, 2 })
        {
            (await fixture.Silo.ReceiveAsync(sent[i])).ShouldBe(EnvelopeOutcome.Delivered);
            fixture.Silo.Restart();
        }

        (await fixture.Silo.TextsAsync("bob")).ShouldBe(["3", "5", "0", "1", "4", "2"]);
        foreach (var envelope in sent)
            await fixture.RefusesAsync(EnvelopeOutcome.Duplicate, envelope);
    }

    [Fact]
    public async Task A_thousand_missing_messages_are_skipped_and_one_more_is_too_far()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        await DeliverAsync(fixture, contact, "first of its chain");
        var late = fixture.Send(contact, "late");
        contact.SkipMessages(fixture.Bob.PublicKey, 999);
        var (bound, beyond) = (fixture.Send(contact, "at the bound"), fixture.Send(contact, "beyond"));

        await fixture.RefusesAsync(EnvelopeOutcome.TooFarAhead, beyond);
        (await fixture.Silo.ReceiveAsync(bound)).ShouldBe(EnvelopeOutcome.Delivered);
        fixture.Silo.Restart();
        (await fixture.Silo.ReceiveAsync(beyond)).ShouldBe(EnvelopeOutcome.Delivered, "it has come near");
        (await fixture.Silo.ReceiveAsync(late)).ShouldBe(EnvelopeOutcome.Delivered, "its key was kept");
    }

    [Fact]
    public async Task A_message_before_its_session_is_refused_and_read_when_it_comes_again()
    {
        using var fixture = await InboundFixture.StartAsync();
        var contact = await fixture.NewContactAsync();
        var sent = fixture.Send(contact);
        var contents = fixture.Silo.Store.Contents;
        fixture.Silo.Restore(contents with { Entities = contents.Entities.RemoveRange(SessionKeys(contents)) });
        fixture.HaveAnswered(contact.PublicKey);

        await fixture.RefusesAsync(EnvelopeOutcome.NoSession, sent);
        fixture.Silo.Restore(contents);
        (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Delivered);
    }

    private static IEnumerable<string> SessionKeys(MemoryContents contents) =>
        contents.Entities.Keys.Where(key => key.StartsWith("session:", StringComparison.Ordinal));

    private static async Task<Envelope> DeliverAsync(InboundFixture fixture, TestDevice peer, string text)
    {
        var sent = fixture.Send(peer, text);
        (await fixture.Silo.ReceiveAsync(sent)).ShouldBe(EnvelopeOutcome.Delivered);
        return sent;
    }
}
