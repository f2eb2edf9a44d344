using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.Outbox;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Embedded.Tests.Engine;
using WakuGrains.Embedded.Tests.Store;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.Waku;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Embedded.Tests.Outbox;

/// <summary>The way from the outbox to the node: in order, the same bytes until they are taken, nothing left behind.</summary>
public sealed class PublisherTests : IAsyncLifetime
{
    private readonly StoreFixture fixture = new();
    private SqliteEntityStore store = null!;

    public async ValueTask InitializeAsync() => store = await fixture.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        fixture.Dispose();
    }

    [Fact]
    public async Task A_lane_is_published_in_order_and_marked()
    {
        using var node = new RecordingNode();
        await using var publisher = NewPublisher(node);
        await publisher.StartedAsync(default);
        for (var i = 0; i < 100; i++)
            publisher.Enqueue((await CommitAsync("lane", i)).Outbox);
        await node.WaitAsync(each => each.Taken.Count >= 100);
        await publisher.StoppingAsync(default);

        Numbers(node).ShouldBe(Enumerable.Range(0, 100));
        (await store.ReadWholeOutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_node_does_not_take_is_tried_again_with_the_same_bytes()
    {
        using var node = new RecordingNode { Refusals = 3 };
        await using var publisher = NewPublisher(node);
        await publisher.StartedAsync(default);
        publisher.Enqueue((await CommitAsync("lane", 0)).Outbox);
        for (var refused = 1; refused <= 3; refused++)
        {
            await node.WaitAsync(each => each.Attempts >= refused);
            var before = refused;
            await fixture.Time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => node.Attempts != before);
        }

        await node.WaitAsync(each => each.Taken.Count >= 1);
        await publisher.StoppingAsync(default);
        node.Hashes.Distinct().Count().ShouldBe(1);
        node.Hashes.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_restart_publishes_exactly_what_was_left()
    {
        for (var i = 0; i < 700; i++)
            await CommitAsync($"lane{i % 7}", i / 7);
        await store.MarkPublishedAsync([1, 2, 3], default);

        using var node = new RecordingNode();
        await using var publisher = NewPublisher(node);
        await publisher.StartedAsync(default);
        await node.WaitAsync(each => each.Taken.Count >= 697);
        await publisher.StoppingAsync(default);
        node.Hashes.Distinct().Count().ShouldBe(697);
        (await store.ReadWholeOutboxAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_committed_while_the_backlog_is_read_is_published_too_and_in_order()
    {
        for (var i = 0; i < 1200; i++)
            await CommitAsync("lane", i);
        using var node = new RecordingNode();
        var listing = new TaskCompletionSource();
        var slow = new GatedStore(store, new CommitGate()) { BeforeListing = listing.Task };
        await using var publisher = NewPublisher(node, slow);

        var starting = publisher.StartedAsync(default);
        for (var i = 1200; i < 1500; i++)
            publisher.Enqueue((await CommitAsync("lane", i)).Outbox);
        listing.SetResult();
        await starting;
        await node.WaitAsync(each => each.Taken.Count >= 1500);
        await publisher.StoppingAsync(default);

        Numbers(node).ShouldBe(Enumerable.Range(0, 1500));
    }

    [Fact]
    public async Task An_idle_lane_is_put_away_and_a_new_one_takes_over()
    {
        using var node = new RecordingNode();
        await using var publisher = NewPublisher(node);
        await publisher.StartedAsync(default);
        publisher.Enqueue((await CommitAsync("lane", 0)).Outbox);
        await node.WaitAsync(each => each.Taken.Count >= 1);
        while (publisher.LaneCount > 0)
            await Task.Yield();
        publisher.Enqueue((await CommitAsync("lane", 1)).Outbox);
        await node.WaitAsync(each => each.Taken.Count >= 2);
        await publisher.StoppingAsync(default);
    }

    private static IEnumerable<int> Numbers(RecordingNode node) =>
        node.Taken.Select(envelope => (envelope.Message.Payload.Span[0] * 256) + envelope.Message.Payload.Span[1]);

    private Task<CommitReceipt> CommitAsync(string lane, int i)
    {
        return store.CommitAsync(
            Samples.Commit(lane, i, "x", Samples.Publish([(byte)(i / 256), (byte)i], $"/test/1/{lane}/proto")),
            default
        );
    }

    private OutboxPublisher NewPublisher(IWakuNode node, IEntityStore? over = null) =>
        new(
            over ?? store,
            node,
            fixture.Time,
            SystemRandomSource.Instance,
            Options.Create(new EmbeddedOptions { DataDirectory = "unused" }),
            NullLogger<OutboxPublisher>.Instance
        );
}
