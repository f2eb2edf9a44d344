using WakuGrains.Messages;
using WakuGrains.Protocol.Application;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Sessions;

/// <summary>The Lamport clock of a chat: above everything sent or received, and never far ahead of the time (facts app layer 2.2, 2.4).</summary>
public sealed class ChatClockTests
{
    private readonly TestWorld world = new();
    private readonly TestDevice alice;
    private readonly TestDevice bob;

    public ChatClockTests() => (alice, bob) = (world.NewDevice("a"), world.NewDevice("b"));

    [Fact]
    public void It_is_the_time_and_rises_with_each_message_also_when_the_time_stands_still_or_goes_back()
    {
        var now = world.Turn.NowMilliseconds;
        Clock(alice, bob).ShouldBe(now);
        Clock(alice, bob).ShouldBe(now + 1);
        world.Advance(TimeSpan.FromHours(-1));
        Clock(alice, bob).ShouldBe(now + 2);
        world.Advance(TimeSpan.FromHours(2));
        Clock(alice, bob).ShouldBe(world.Turn.NowMilliseconds);
    }

    [Fact]
    public void An_answer_is_above_what_it_answers_although_the_own_clock_is_behind()
    {
        var question = alice.Send(bob, "question");
        bob.Receive(question);
        world.Advance(TimeSpan.FromMinutes(-1));
        Clock(bob, alice).ShouldBe(alice.With(bob).ChatClock + 1);
    }

    [Fact]
    public void An_older_message_does_not_set_it_back()
    {
        var early = alice.Send(bob, "early");
        world.Advance(TimeSpan.FromMinutes(1));
        bob.Receive(alice.Send(bob, "late"));
        var clock = bob.With(alice).ChatClock;
        bob.Receive(early).Outcome.ShouldBe(EnvelopeOutcome.Delivered);
        bob.With(alice).ChatClock.ShouldBe(clock);
    }

    [Fact]
    public void A_clock_at_the_bound_before_the_Waku_timestamp_is_taken_and_one_past_it_makes_the_message_malformed()
    {
        var bound = world.Turn.NowMilliseconds + ApplicationLimits.MaxClockLeadMilliseconds;
        Forward(bound).ShouldBe(EnvelopeOutcome.Delivered);
        bob.With(alice).ChatClock.ShouldBe(bound);
        Forward(bound + 1).ShouldBe(EnvelopeOutcome.Malformed);
        bob.With(alice).ChatClock.ShouldBe(bound);
    }

    [Fact]
    public void A_message_from_the_far_future_does_not_take_our_clock_there()
    {
        var year = TimeSpan.FromDays(365);
        var now = world.Turn.NowMilliseconds;
        world.Advance(year);
        var sent = alice.Send(bob, "from the future");
        world.Advance(-year);

        bob.Receive(sent).Outcome.ShouldBe(EnvelopeOutcome.Delivered);

        bob.With(alice).ChatClock.ShouldBe(now + ApplicationLimits.MaxClockLeadMilliseconds);
    }

    private EnvelopeOutcome Forward(ulong clock)
    {
        alice.Put(alice.With(bob) with { ChatClock = clock - 1 });
        return bob.Receive(alice.Send(bob, "ahead")).Outcome;
    }

    private static ulong Clock(TestDevice sender, TestDevice peer)
    {
        sender.Send(peer, "tick");
        return sender.With(peer).ChatClock;
    }
}
