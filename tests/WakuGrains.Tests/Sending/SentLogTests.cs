using Microsoft.Extensions.Time.Testing;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Sending;
using WakuGrains.Tests.Support;
using static WakuGrains.Tests.Sending.SentFixture;

namespace WakuGrains.Tests.Sending;

/// <summary>A log of sent messages as an entity keeps what a store promises of statuses.</summary>
public sealed class SentLogTests
{
    private readonly SentFixture log = new();

    [Fact]
    public void A_message_is_accepted_published_and_delivered_and_never_goes_back()
    {
        log.Find("one").ShouldBeNull();
        log.Record(log.Accepted("one")).ShouldBeTrue();
        var found = log.Find("one")!;
        found.MessageId.ToArray().ShouldBe(Id("one"));
        found.AcceptedAt.ShouldBe(log.Now);
        found.Recipients.ShouldBe([new(Peers[0], SentStatus.Accepted)]);
        found.Status.ShouldBe(SentStatus.Accepted);

        log.Record(Published("one")).ShouldBeTrue();
        log.Status("one").ShouldBe(SentStatus.Published);
        log.Record(Delivered("one")).ShouldBeTrue();
        log.Find("one")!.Recipients.ShouldBe([new(Peers[0], SentStatus.Delivered)]);

        log.Record(log.Accepted("one"), Published("one"), Delivered("one")).ShouldBeFalse();
        log.Saved.Written.ShouldBeEmpty();
        log.Status("one").ShouldBe(SentStatus.Delivered);
    }

    [Fact]
    public void A_message_of_several_envelopes_is_published_when_all_are_and_delivered_when_one_is()
    {
        log.Record(log.Accepted("one"), log.Accepted("one", envelope: 1));
        log.Record(Published("one", envelope: 1));
        log.Status("one").ShouldBe(SentStatus.Accepted);
        log.Record(Published("one"));
        log.Status("one").ShouldBe(SentStatus.Published);
        log.Record(log.Accepted("two"), log.Accepted("two", envelope: 1));
        log.Record(Delivered("two"));
        log.Status("two").ShouldBe(SentStatus.Delivered);
    }

    [Fact]
    public void Only_the_lane_that_sent_it_can_say_that_it_was_delivered_and_only_an_id_that_it_sent()
    {
        log.Record(log.Accepted("one"));
        log.Record(Delivered("one", lane: 1), Delivered("two"), new SentUpdate.Delivered(Lanes[0], default))
            .ShouldBeFalse();
        log.Saved.Written.ShouldBeEmpty();
        log.Status("one").ShouldBe(SentStatus.Accepted);
    }

    [Fact]
    public void With_several_recipients_it_got_as_far_as_to_the_one_who_has_it_least_and_a_group_is_none()
    {
        log.Record(log.Accepted("one", lane: 1));
        log.Now += TimeSpan.FromMinutes(1);
        log.Record(log.Accepted("one", lane: 2), log.Accepted("one", lane: 0));
        log.Record(Published("one", lane: 0), Published("one", lane: 1), Delivered("one", lane: 1));
        var found = log.Find("one")!;
        found.Recipients.ShouldBe([new(Peers[0], SentStatus.Published), new(Peers[1], SentStatus.Delivered)]);
        (found.Status, found.AcceptedAt).ShouldBe((SentStatus.Accepted, log.Now - TimeSpan.FromMinutes(1)));
        log.Record(Published("one", lane: 2));
        log.Status("one").ShouldBe(SentStatus.Published);
    }

    [Fact]
    public void What_is_published_before_it_is_accepted_is_known_from_then_on()
    {
        log.Record(Published("one")).ShouldBeTrue();
        log.Record(Published("one")).ShouldBeFalse();
        log.Find("one").ShouldBeNull();
        log.Record(log.Accepted("one"), log.Accepted("one", envelope: 1));
        log.Status("one").ShouldBe(SentStatus.Accepted);
        log.Record(Published("one", envelope: 1));
        log.Status("one").ShouldBe(SentStatus.Published);
    }

    [Fact]
    public void A_status_is_kept_as_long_as_an_idempotency_key_and_what_is_older_is_not_taken()
    {
        var accepted = log.Accepted("one");
        log.Record(accepted);
        log.Now += MessagingLimits.IdempotencyRetention;
        log.Status("one").ShouldBe(SentStatus.Accepted);
        log.Now += TimeSpan.FromMilliseconds(1);
        log.Find("one").ShouldBeNull();
        log.Record(accepted).ShouldBeFalse();
        log.Record(log.Accepted("two"));
        log.Saved.State.Entries.Count.ShouldBe(1);
        log.Saved.State.Index.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public void An_envelope_without_a_message_has_no_status()
    {
        log.Record(log.Accepted("one") with { MessageId = default }, Published("one") with { MessageId = default })
            .ShouldBeFalse();
        log.Saved.Written.ShouldBeEmpty();
    }

    [Fact]
    public void A_lane_of_another_installation_is_refused()
    {
        var accepted = log.Accepted("one") with { Lane = $"{Own}2/{Peers[0]}" };
        Should.Throw<ArgumentException>(() => log.Record(log.Accepted("two"), accepted));
        log.Find("two").ShouldBeNull();
    }

    [Fact]
    public async Task The_entity_finds_what_was_recorded_after_a_restart_as_long_as_it_is_kept()
    {
        var time = new FakeTimeProvider(log.Now);
        var engine = MemoryEngine.WithoutSilo(time);
        var runner = engine.Runner(new SentLogDefinition(), $"{Own}");
        var entity = new SentLogEntity(Own, runner, TestWorld.Curve, time);
        await entity.RecordAsync([log.Accepted("one"), Delivered("one")], default);
        engine.Forget();
        (await entity.FindAsync(Id("one"), default))!.Recipients.ShouldBe([new(Peers[0], SentStatus.Delivered)]);
        time.Advance(MessagingLimits.IdempotencyRetention + TimeSpan.FromDays(1));
        (await entity.FindAsync(Id("one"), default)).ShouldBeNull();
        entity.ToString().ShouldBe($"SentLog({Own})");
    }
}
