using System.Collections.Immutable;
using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Engine.Lanes;
using WakuGrains.Ports;
using Xunit;

namespace WakuGrains.Embedded.Tests.Lanes;

/// <summary>A lane's moments: what comes while it reads, when one goes alone, when it is done.</summary>
public sealed class LaneTests
{
    private readonly ScriptedCourier courier = new();

    [Fact(Timeout = 60_000)]
    public async Task What_is_offered_while_the_store_is_read_is_read_after_it()
    {
        var lane = new Lane<OutboxEntry>("lane", 2, courier, hasMoreInStore: true);
        lane.TryOffer(Entry(5)).ShouldBeTrue();
        var first = await courier.NextReadAsync();
        lane.TryOffer(Entry(6)).ShouldBeTrue();
        first.Answer.SetResult([Entry(5)]);
        var second = await courier.NextReadAsync();
        second.AfterId.ShouldBe(5);
        second.Answer.SetResult([Entry(6)]);
        await lane.Retired;
        courier.Published.ShouldBe([5, 6]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_full_page_is_followed_by_another_and_what_comes_twice_goes_once()
    {
        var lane = new Lane<OutboxEntry>("lane", 2, courier, hasMoreInStore: true);
        lane.TryRecheck().ShouldBeTrue();
        (await courier.NextReadAsync()).Answer.SetResult([Entry(1), Entry(2), Entry(3), Entry(4)]);
        var second = await courier.NextReadAsync();
        second.AfterId.ShouldBe(4);
        second.Answer.SetResult([]);
        await lane.Retired;
        lane.TryOffer(Entry(4)).ShouldBeFalse("a lane that is done takes nothing");
        courier.Published.ShouldBe([1, 2, 3, 4]);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_entry_that_was_read_already_is_not_taken_again_when_it_is_offered()
    {
        courier.HoldBack();
        var lane = new Lane<OutboxEntry>("lane", 2, courier, hasMoreInStore: true);
        lane.TryOffer(Entry(1)).ShouldBeTrue();
        (await courier.NextReadAsync()).Answer.SetResult([Entry(1), Entry(2)]);
        await courier.BegunAsync(1);
        lane.TryOffer(Entry(2)).ShouldBeTrue();
        courier.LetThrough();
        await lane.Retired;
        courier.Published.ShouldBe([1, 2]);
    }

    [Fact(Timeout = 60_000)]
    public async Task After_a_pause_the_first_goes_alone_and_then_as_many_as_the_window_allows()
    {
        courier.HoldBack();
        var lane = new Lane<OutboxEntry>("lane", 2, courier, hasMoreInStore: false);
        for (var id = 1; id <= 4; id++)
            lane.TryOffer(Entry(id)).ShouldBeTrue();
        await courier.BegunAsync(1);
        courier.Published.ShouldBe([1]);
        courier.FinishOne();
        await courier.BegunAsync(3);
        courier.Published.ShouldBe([1, 2, 3]);
        courier.LetThrough();
        await lane.Retired;
        courier.Published.ShouldBe([1, 2, 3, 4]);
    }

    private static OutboxEntry Entry(long id) => new(id, "lane", Samples.Publish([(byte)id]).Envelope);

    private sealed record Reading(long AfterId, TaskCompletionSource<ImmutableArray<OutboxEntry>> Answer);

    private sealed class ScriptedCourier : ILaneCourier<OutboxEntry>
    {
        private readonly System.Threading.Channels.Channel<Reading> reads =
            System.Threading.Channels.Channel.CreateUnbounded<Reading>();
        private readonly System.Threading.Channels.Channel<long> begun =
            System.Threading.Channels.Channel.CreateUnbounded<long>();
        private readonly List<long> published = [];
        private readonly Queue<TaskCompletionSource> held = new();
        private int begunSoFar;
        private bool holdsBack;

        public bool IsStopping => false;

        public bool IsCrowded => false;

        public IReadOnlyList<long> Published => published;

        public void Hold(OutboxEntry entry) { }

        public void LetGo(OutboxEntry entry) { }

        public Task WaitForSlotAsync() => Task.CompletedTask;

        public void HoldBack() => holdsBack = true;

        public void FinishOne() => held.Dequeue().SetResult();

        public void LetThrough()
        {
            holdsBack = false;
            while (held.TryDequeue(out var one))
                one.SetResult();
        }

        public async Task<Task> CarryAsync(OutboxEntry entry)
        {
            published.Add(entry.Id);
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (holdsBack)
                held.Enqueue(done);
            else
                done.SetResult();
            begun.Writer.TryWrite(entry.Id);
            await done.Task;
            return Task.CompletedTask;
        }

        public Task<ImmutableArray<OutboxEntry>> ReadAsync(string lane, long afterId, int limit)
        {
            var reading = new Reading(
                afterId,
                new TaskCompletionSource<ImmutableArray<OutboxEntry>>(
                    TaskCreationOptions.RunContinuationsAsynchronously
                )
            );
            reads.Writer.TryWrite(reading);
            return reading.Answer.Task;
        }

        public ValueTask<Reading> NextReadAsync() => reads.Reader.ReadAsync();

        public async Task BegunAsync(int count)
        {
            for (; begunSoFar < count; begunSoFar++)
                await begun.Reader.ReadAsync();
        }
    }
}
