using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.Outbox;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Embedded.Tests.Store;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Embedded.Tests.Outbox;

/// <summary>A node that is slow, down or broken: what piles up stays in the store, in order, and nobody waits for another.</summary>
public sealed class CrowdedOutboxTests : IAsyncLifetime
{
    private const int Window = 4;
    private const int Concurrency = 6;
    private readonly StoreFixture fixture = new();
    private readonly StubbornNode node = new();
    private SqliteEntityStore store = null!;
    private OutboxPublisher publisher = null!;

    public async ValueTask InitializeAsync()
    {
        store = await fixture.OpenAsync();
        publisher = new OutboxPublisher(
            store,
            node,
            fixture.Time,
            SystemRandomSource.Instance,
            Options.Create(
                new EmbeddedOptions
                {
                    DataDirectory = "unused",
                    PublishWindow = Window,
                    PublishConcurrency = Concurrency,
                }
            ),
            NullLogger<OutboxPublisher>.Instance
        );
        await publisher.StartedAsync(default);
    }

    public async ValueTask DisposeAsync()
    {
        await publisher.StoppingAsync(default);
        await publisher.DisposeAsync();
        await store.DisposeAsync();
        fixture.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task What_does_not_fit_into_memory_is_read_again_and_keeps_its_order()
    {
        node.HoldBack();
        for (var i = 0; i < 100; i++)
            await SendAsync("a", i);
        node.LetThrough();
        await node.WaitAsync(() => node.Numbers("a").Count == 100);
        node.Numbers("a").ShouldBe(Enumerable.Range(0, 100));
        node.MostAtOnce.ShouldBeLessThanOrEqualTo(Window);
        await EmptyAsync();
    }

    [Fact(Timeout = 60_000)]
    public async Task All_lanes_together_keep_to_the_bound()
    {
        node.HoldBack();
        for (var i = 0; i < 10; i++)
        for (var lane = 0; lane < 20; lane++)
            await SendAsync($"{lane}", i);
        node.LetThrough();
        await EmptyAsync();
        for (var lane = 0; lane < 20; lane++)
            node.Numbers($"{lane}").ShouldBe(Enumerable.Range(0, 10));
        node.MostAtOnce.ShouldBeLessThanOrEqualTo(Concurrency);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_lane_that_is_refused_for_long_does_not_hold_up_another()
    {
        node.Refuse("bad", new WakuNodeException("No peers."));
        for (var i = 0; i < 50; i++)
            await SendAsync("bad", i);
        await fixture.Time.AdvanceUntilAsync(TimeSpan.FromSeconds(30), () => node.Refused >= 10 * Concurrency);
        for (var i = 0; i < 50; i++)
            await SendAsync("good", i);
        await node.WaitAsync(() => node.Numbers("good").Count == 50);
        node.Numbers("good").ShouldBe(Enumerable.Range(0, 50));
        node.Numbers("bad").ShouldBeEmpty();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_fault_of_the_node_that_nobody_foresaw_is_tried_again_too()
    {
        node.Refuse("a", new InvalidOperationException("a bug"));
        await SendAsync("a", 0);
        await node.WaitAsync(() => node.Refused > 0);
        node.Refuse("a", null);
        await EmptyAsync(advance: true);
        node.Numbers("a").ShouldBe([0]);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_committed_and_not_handed_over_is_found_by_a_recheck()
    {
        await store.CommitAsync(Commit("a", 0), default);
        publisher.Recheck("a");
        await EmptyAsync();
        node.Numbers("a").ShouldBe([0]);
    }

    private async Task SendAsync(string lane, int number) =>
        publisher.Enqueue((await store.CommitAsync(Commit(lane, number), default)).Outbox);

    private static EntityCommit Commit(string lane, int number) =>
        Samples.Commit(lane, number, "x", Samples.Publish([(byte)number], Topic(lane)));

    private static string Topic(string lane) => $"/test/1/{lane}/proto";

    private async Task EmptyAsync(bool advance = false)
    {
        while (publisher.LaneCount > 0)
        {
            if (advance)
                fixture.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (await store.ReadWholeOutboxAsync()).ShouldBeEmpty();
    }

    private sealed class StubbornNode : IWakuNode
    {
        private readonly ConcurrentQueue<Envelope> taken = new();
        private readonly ConcurrentDictionary<string, Exception> refusals = new();
        private TaskCompletionSource open = new();
        private int atOnce;
        private int mostAtOnce;
        private int refused;

        public StubbornNode() => open.SetResult();

        public string Name => "stubborn";

        public int MostAtOnce => Volatile.Read(ref mostAtOnce);

        public int Refused => Volatile.Read(ref refused);

        public void HoldBack() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void LetThrough() => open.SetResult();

        public void Refuse(string lane, Exception? with)
        {
            if (with is null)
                refusals.TryRemove(Topic(lane), out _);
            else
                refusals[Topic(lane)] = with;
        }

        /// <summary>What began on a lane and was not refused, in the order of beginning.</summary>
        public IReadOnlyList<int> Numbers(string lane) =>
            [
                .. taken
                    .Where(envelope => envelope.Message.ContentTopic == Topic(lane))
                    .Select(envelope => (int)envelope.Message.Payload.Span[0]),
            ];

        public async Task PublishAsync(Envelope envelope, CancellationToken cancellationToken)
        {
            if (refusals.TryGetValue(envelope.Message.ContentTopic, out var refusal))
            {
                Interlocked.Increment(ref refused);
                throw refusal;
            }

            taken.Enqueue(envelope);
            InterlockedMax(Interlocked.Increment(ref atOnce));
            await open.Task.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref atOnce);
        }

        public async Task WaitAsync(Func<bool> until)
        {
            while (!until())
                await Task.Yield();
        }

        public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public void Attach(IEnvelopeReceiver receiver) { }

        public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
            new(new NodeHealth(true, ""));

        private void InterlockedMax(int now)
        {
            int seen;
            while (now > (seen = Volatile.Read(ref mostAtOnce)))
                Interlocked.CompareExchange(ref mostAtOnce, now, seen);
        }
    }
}
