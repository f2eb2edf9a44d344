using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using WakuGrains.Embedded.Engine;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Embedded.Outbox;
using WakuGrains.Embedded.Tests.Store;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Topics;
using Xunit;

namespace WakuGrains.Embedded.Tests.Engine;

/// <summary>What the engine promises: one turn at a time, commit before completion, nothing half done.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private static readonly CounterDefinition Definition = new();
    private readonly StoreFixture fixture = new();
    private FaultyStore store = null!;
    private EmbeddedEngine engine = null!;

    public async ValueTask InitializeAsync()
    {
        store = new FaultyStore(await fixture.OpenAsync());
        engine = NewEngine();
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        fixture.Dispose();
    }

    private IEntityRunner<Counter> Runner(string key = "a") => engine.Runner(Definition, key);

    [Fact]
    public async Task Ten_thousand_turns_of_one_entity_run_one_at_a_time()
    {
        var running = 0;
        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 10_000)
                .Select(_ =>
                    Runner()
                        .TurnAsync(
                            (state, turn) =>
                            {
                                Interlocked.Increment(ref running).ShouldBe(1);
                                var step = Counter.Increment(state, turn);
                                Interlocked.Decrement(ref running);
                                return step;
                            },
                            default
                        )
                )
        );
        results.Order().ShouldBe(Enumerable.Range(1, 10_000).Select(i => (long)i));
        store.Commits.ShouldBeLessThan(10_000, "what has queued up is committed together");
        (await NewEngine().Runner(Definition, "a").ReadAsync(state => state.Value, default)).ShouldBe(10_000);
    }

    [Fact]
    public async Task A_caller_hears_nothing_before_the_commit_is_durable()
    {
        store.HoldBack();
        var turn = Runner().TurnAsync(Counter.Increment, default);
        var other = Runner("b").TurnAsync((state, _) => Step.Unchanged(state, 7), default);
        (await other).ShouldBe(7, "a turn that changes nothing needs no commit");
        turn.IsCompleted.ShouldBeFalse();
        store.LetThrough();
        (await turn).ShouldBe(1);
    }

    [Fact]
    public async Task A_behaviour_that_throws_fails_its_caller_and_changes_nothing()
    {
        store.HoldBack();
        var first = Runner().TurnAsync(Counter.Increment, default);
        var bad = Runner().TurnAsync<long>((_, _) => throw new InvalidOperationException("no"), default);
        var second = Runner().TurnAsync(Counter.Increment, default);
        store.LetThrough();
        (await Should.ThrowAsync<InvalidOperationException>(() => bad)).Message.ShouldBe("no");
        (await first).ShouldBe(1);
        (await second).ShouldBe(2);
    }

    [Theory]
    [InlineData(CommitFault.BeforeWrite, 1)]
    [InlineData(CommitFault.AfterWrite, 2)]
    public async Task After_a_failed_commit_the_next_turn_sees_what_is_really_stored(CommitFault fault, long expected)
    {
        store.NextCommit = fault;
        await Should.ThrowAsync<StoreUnavailableException>(() => Runner().TurnAsync(Counter.Increment, default));
        (await Runner().TurnAsync(Counter.Increment, default)).ShouldBe(expected);
    }

    [Fact]
    public async Task An_activation_that_was_overtaken_is_refused_and_reads_again()
    {
        (await Runner().TurnAsync(Counter.Increment, default)).ShouldBe(1);
        (await NewEngine().Runner(Definition, "a").TurnAsync(Counter.Increment, default)).ShouldBe(2);
        await Should.ThrowAsync<StoreConflictException>(() => Runner().TurnAsync(Counter.Increment, default));
        (await Runner().TurnAsync(Counter.Increment, default)).ShouldBe(3);
    }

    [Fact]
    public async Task A_once_key_runs_one_turn_also_within_a_batch_and_after_a_restart()
    {
        store.HoldBack();
        var blocker = Runner().TurnAsync(Counter.Increment, default);
        var batch = Enumerable.Range(0, 5).Select(_ => OnceAsync(Runner())).ToList();
        store.LetThrough();
        await blocker;

        (await Task.WhenAll(batch)).Order().ShouldBe([-2, -2, -2, -2, 2]);
        (await OnceAsync(NewEngine().Runner(Definition, "a"))).ShouldBe(-2);
        (await Runner().ReadAsync(state => state.Value, default)).ShouldBe(2);
    }

    [Fact]
    public async Task A_turn_that_does_not_use_up_its_key_can_come_again()
    {
        var once = new Once<long>(new byte[] { 1 }, fixture.Time.GetUtcNow().AddHours(1), _ => null);
        for (var i = 1; i <= 3; i++)
            (await Runner().TurnOnceAsync(once, _ => -1, Counter.Increment, default)).ShouldBe(i);
    }

    [Fact]
    public async Task What_is_not_stored_is_kept_in_memory()
    {
        var runner = engine.Runner(new UnstoredCounterDefinition(), "a");
        (await runner.TurnAsync(Counter.Increment, default)).ShouldBe(1);
        (await runner.TurnAsync(Counter.Increment, default)).ShouldBe(2);
        store.Commits.ShouldBe(0);
    }

    [Fact]
    public async Task Idle_entities_are_put_away_and_come_back_as_they_were()
    {
        for (var i = 0; i < 100; i++)
            await Runner($"{i}").TurnAsync(Counter.Increment, default);
        engine.ActivationCount.ShouldBe(100);
        engine.PutAwayIdle().ShouldBe(0);

        fixture.Time.Advance(TimeSpan.FromMinutes(11));
        engine.PutAwayIdle().ShouldBe(100);
        engine.ActivationCount.ShouldBe(0);
        (await Runner("5").TurnAsync(Counter.Increment, default)).ShouldBe(2);
    }

    [Fact]
    public async Task Putting_away_while_turns_come_loses_none()
    {
        var work = Enumerable
            .Range(0, 2000)
            .Select(async i =>
            {
                await Task.Yield();
                fixture.Time.Advance(TimeSpan.FromMinutes(11));
                engine.PutAwayIdle();
                await Runner($"{i % 10}").TurnAsync(Counter.Increment, default);
            });
        await Task.WhenAll(work);
        var sum = 0L;
        for (var i = 0; i < 10; i++)
            sum += await Runner($"{i}").ReadAsync(state => state.Value, default);
        sum.ShouldBe(2000);
    }

    private static Task<long> OnceAsync(IEntityRunner<Counter> runner) =>
        runner.TurnOnceAsync(
            new Once<long>(
                new byte[] { 42 },
                new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
                result => BitConverter.GetBytes(result)
            ),
            receipt => -BitConverter.ToInt64(receipt.Span),
            Counter.Increment,
            default
        );

    private EmbeddedEngine NewEngine()
    {
        var options = Options.Create(new EmbeddedOptions { DataDirectory = "unused" });
        var node = new InProcessWakuNetwork().CreateNode();
        var random = SystemRandomSource.Instance;
        var publisher = new OutboxPublisher(
            store,
            node,
            fixture.Time,
            random,
            options,
            NullLogger<OutboxPublisher>.Instance
        );
        var effects = new EffectRunner(
            new TopicTable(),
            node,
            new MailboxWatcher(),
            publisher,
            NullLogger<EffectRunner>.Instance
        );
        return new EmbeddedEngine(store, effects, fixture.Time, random, fixture.Curve, options);
    }
}
