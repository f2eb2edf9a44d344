using Shouldly;
using WakuGrains.Engine;
using WakuGrains.Ports;
using Xunit;

namespace WakuGrains.Conformance;

/// <summary>What every engine promises: one turn at a time, commit before completion, nothing half done, nothing twice.</summary>
public abstract partial class EngineConformance : IAsyncLifetime
{
    private IEngineUnderTest under = null!;

    /// <summary>Starts an engine over a new and empty storage.</summary>
    protected abstract Task<IEngineUnderTest> StartAsync();

    public async ValueTask InitializeAsync() => under = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await under.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected LedgerDefinition Definition { get; } = new();

    private IEntityRunner<Ledger> Runner(string key = "a") => under.Engine.Runner(Definition, key);

    private Task<long> IncrementAsync(string key = "a") => Runner(key).TurnAsync(Ledger.Increment, default);

    private Task<long> ValueAsync(string key = "a") => Runner(key).ReadAsync(state => state.Value, default);

    [Fact]
    public async Task Ten_thousand_turns_of_one_entity_run_one_at_a_time()
    {
        var running = 0;
        Step<Ledger, long> Alone(Ledger state, Turn turn)
        {
            Interlocked.Increment(ref running).ShouldBe(1);
            var step = Ledger.Increment(state, turn);
            Interlocked.Decrement(ref running);
            return step;
        }

        var results = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(_ => Runner().TurnAsync(Alone, default)));

        results.Order().ShouldBe(Enumerable.Range(1, 10_000).Select(i => (long)i));
        under.Gate.Commits.ShouldBeLessThan(10_000, "what has queued up is committed together");
        await under.RestartAsync();
        (await ValueAsync()).ShouldBe(10_000);
    }

    [Fact]
    public async Task A_caller_hears_nothing_before_the_commit_is_durable_and_a_reader_sees_the_state_before()
    {
        await IncrementAsync();
        under.Gate.HoldBack();
        var turn = IncrementAsync();
        (await Runner("b").TurnAsync((state, _) => Step.Unchanged(state, 7), default)).ShouldBe(
            7,
            "a turn that changes nothing needs no commit"
        );
        (await ValueAsync()).ShouldBe(1);
        turn.IsCompleted.ShouldBeFalse();
        under.Gate.LetThrough();
        (await turn).ShouldBe(2);
        (await ValueAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_behaviour_that_throws_fails_its_caller_and_changes_nothing()
    {
        under.Gate.HoldBack();
        var first = IncrementAsync();
        var bad = Runner().TurnAsync<long>((_, _) => throw new InvalidOperationException("no"), default);
        var second = IncrementAsync();
        under.Gate.LetThrough();
        (await Should.ThrowAsync<InvalidOperationException>(() => bad)).Message.ShouldBe("no");
        (await first).ShouldBe(1);
        (await second).ShouldBe(2);
    }

    [Theory]
    [InlineData(CommitFault.BeforeWrite, 1)]
    [InlineData(CommitFault.AfterWrite, 2)]
    public async Task After_a_failed_commit_the_next_turn_sees_what_is_really_stored(CommitFault fault, long expected)
    {
        under.Gate.NextCommit = fault;
        await Should.ThrowAsync<StoreUnavailableException>(() => IncrementAsync());
        (await IncrementAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task A_commit_that_failed_has_no_effects()
    {
        under.Gate.NextCommit = CommitFault.BeforeWrite;
        await Should.ThrowAsync<StoreUnavailableException>(() => EffectsAsync("lost"));
        await EffectsAsync("kept");
        await under.Node.WaitAsync(node => node.Taken.Count > 0);
        under.Node.TakenOn("/t/1/a/proto").ShouldBe(["kept"u8.ToArray()]);
        (await MailboxAsync()).ShouldBe(["kept"]);
        await CarriedAsync("note", "kept");
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_has_its_effects_once_and_before_those_of_the_next()
    {
        under.Gate.NextCommit = CommitFault.AfterWrite;
        await Should.ThrowAsync<StoreUnavailableException>(() => EffectsAsync("first"));
        await EffectsAsync("second");
        await under.Node.WaitAsync(node => node.TakenOn("/t/1/a/proto").Count == 2);
        under.Node.TakenOn("/t/1/a/proto").ShouldBe(["first"u8.ToArray(), "second"u8.ToArray()]);
        (await MailboxAsync()).ShouldBe(["first", "second"]);
        await CarriedAsync("note", "first", "second");
    }

    [Fact]
    public async Task Effects_of_many_turns_are_carried_out_in_their_order()
    {
        var texts = Enumerable.Range(0, 300).Select(i => $"{i:d3}").ToList();
        await Task.WhenAll(texts.Select(text => EffectsAsync(text)));
        await under.Node.WaitAsync(node => node.TakenOn("/t/1/a/proto").Count == texts.Count);
        (await MailboxAsync()).ShouldBe(texts);
        await CarriedAsync("note", [.. texts]);
        under.Node.TakenOn("/t/1/a/proto").ShouldBe(texts.Select(text => System.Text.Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public async Task A_once_key_runs_one_turn_also_within_a_batch_and_after_a_restart()
    {
        under.Gate.HoldBack();
        var blocker = IncrementAsync();
        var batch = Enumerable.Range(0, 5).Select(_ => OnceAsync()).ToList();
        under.Gate.LetThrough();
        await blocker;

        (await Task.WhenAll(batch)).Order().ShouldBe([-2, -2, -2, -2, 2]);
        await under.RestartAsync();
        (await OnceAsync()).ShouldBe(-2);
        (await OnceAsync("b")).ShouldBe(1, "the key of another entity is another key");
        (await ValueAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_turn_that_does_not_use_up_its_key_can_come_again()
    {
        for (var i = 1; i <= 3; i++)
            (await Runner().TurnOnceAsync(Once(_ => null), _ => -1, Ledger.Increment, default)).ShouldBe(i);
    }

    [Fact]
    public async Task A_receipt_or_replay_that_throws_or_is_too_long_fails_its_caller_and_changes_nothing()
    {
        static ReadOnlyMemory<byte>? Throw(long _) => throw new InvalidOperationException("no");
        static ReadOnlyMemory<byte>? TooLong(long _) => new byte[EngineLimits.MaxReceiptLength + 1];

        await Should.ThrowAsync<InvalidOperationException>(() =>
            Runner().TurnOnceAsync(Once(Throw), _ => -1, Ledger.Increment, default)
        );
        await Should.ThrowAsync<ArgumentException>(() =>
            Runner().TurnOnceAsync(Once(TooLong), _ => -1, Ledger.Increment, default)
        );
        (await OnceAsync()).ShouldBe(1);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Runner()
                .TurnOnceAsync<long>(
                    Once(_ => null),
                    _ => throw new InvalidOperationException("no"),
                    Ledger.Increment,
                    default
                )
        );
        (await ValueAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_parts_that_changed_are_written_and_all_are_there_after_a_restart()
    {
        await Runner().TurnAsync(Ledger.Note("one"), default);
        await IncrementAsync();
        await IncrementAsync();
        Definition.Encoded.ShouldBe([2, 1]);
        await under.RestartAsync();
        (await Runner().ReadAsync(state => (state.Value, state.Notes.Single()), default)).ShouldBe((2, "one"));
    }

    [Fact]
    public async Task Entities_that_were_put_away_come_back_as_they_were()
    {
        for (var i = 0; i < 50; i++)
            await IncrementAsync($"{i}");
        await under.PutAwayAsync();
        for (var i = 0; i < 50; i++)
            (await IncrementAsync($"{i}")).ShouldBe(2);
    }

    [Fact]
    public async Task Putting_away_while_turns_come_loses_none()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 1000)
                .Select(async i =>
                {
                    await Task.Yield();
                    if (i % 3 == 0)
                        await under.PutAwayAsync();
                    await IncrementAsync($"{i % 10}");
                })
        );
        for (var i = 0; i < 10; i++)
            (await ValueAsync($"{i}")).ShouldBe(100);
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_its_turn_waits_is_not_served()
    {
        under.Gate.HoldBack();
        var first = IncrementAsync();
        using var gaveUp = new CancellationTokenSource();
        var second = Runner().TurnAsync(Ledger.Increment, gaveUp.Token);
        await gaveUp.CancelAsync();
        under.Gate.LetThrough();
        (await first).ShouldBe(1);
        await Should.ThrowAsync<OperationCanceledException>(() => second);
    }

    [Fact]
    public Task Any_sequence_of_turns_faults_and_restarts_is_as_the_model_says() =>
        EngineModel.CheckAsync(StartAsync, runs: 25);

    private Task<long> EffectsAsync(string text) =>
        Runner()
            .TurnAsync(
                Ledger.IncrementWith(
                    Samples.Publish(System.Text.Encoding.UTF8.GetBytes(text), "/t/1/a/proto"),
                    Samples.Deliver(text),
                    Samples.Post(text)
                ),
                default
            );

    private async Task<IEnumerable<string>> MailboxAsync() =>
        (await under.Mailboxes.ReadMailboxAsync(Samples.Mailbox, 0, 1000, default)).Select(Samples.TextOf);

    private Task<long> OnceAsync(string key = "a") =>
        Runner(key)
            .TurnOnceAsync(
                Once(result => BitConverter.GetBytes(result)),
                receipt => -BitConverter.ToInt64(receipt.Span),
                Ledger.Increment,
                default
            );

    private static Once<long> Once(Func<long, ReadOnlyMemory<byte>?> receipt) =>
        new(new byte[] { 42 }, Samples.Now.AddDays(30), receipt);
}
