using Microsoft.Extensions.Logging;
using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Letters;
using WakuGrains.Embedded.Sqlite;
using WakuGrains.Embedded.Tests.Store;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Embedded.Tests.Letters;

/// <summary>What is stored and said of letters: carried ones go, the others stay and somebody hears of it.</summary>
public sealed class LetterDispatcherTests : IAsyncLifetime
{
    private readonly StoreFixture fixture = new();
    private readonly RecordingCarrier carrier = new();
    private readonly RecordingLogger<LetterDispatcher> logger = new();
    private SqliteEntityStore store = null!;

    public async ValueTask InitializeAsync() => store = await fixture.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        carrier.Dispose();
        fixture.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_letter_that_was_carried_is_deleted_and_not_carried_again()
    {
        await using (var dispatcher = await StartAsync())
        {
            dispatcher.Enqueue((await PostAsync("a", 0, "one")).Letters);
            await carrier.WaitAsync(each => each.TakenOf("a").Count == 1);
            await dispatcher.StoppingAsync(default);
        }

        (await store.ReadAllLettersAsync()).ShouldBeEmpty();
        await using var next = await StartAsync();
        next.Enqueue((await PostAsync("a", 1, "two")).Letters);
        await carrier.WaitAsync(each => each.TakenOf("a").Count == 2);
        await next.StoppingAsync(default);
        carrier.BroughtOf("a").ShouldBe(["one", "two"]);
        logger.Entries.ShouldBeEmpty();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_letter_for_which_there_is_no_carrier_stays_and_is_told_as_an_error()
    {
        await using (var dispatcher = await StartAsync(() => null))
        {
            dispatcher.Enqueue((await PostAsync("a", 0, "one")).Letters);
            await EmptyAsync(dispatcher);
            await dispatcher.StoppingAsync(default);
        }

        logger.At(LogLevel.Error).Single().ShouldContain("cannot be carried");
        logger.Entries.Single().Exception!.Message.ShouldContain("No letter carrier");
        await using var next = await StartAsync();
        await carrier.WaitAsync(each => each.TakenOf("a").Count == 1);
        await next.StoppingAsync(default);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_damaged_letter_stays_and_is_told_as_an_error_and_those_after_it_are_carried()
    {
        for (var i = 0; i < 5; i++)
            await PostAsync("a", i, $"{i}");
        await store.DisposeAsync();
        fixture.Tamper("UPDATE letter SET content = zeroblob(length(content)) WHERE id = 2").ShouldBe(1);
        store = await fixture.OpenAsync();

        await using var dispatcher = await StartAsync();
        await EmptyAsync(dispatcher);
        await dispatcher.StoppingAsync(default);
        carrier.BroughtOf("a").ShouldBe(["0", "2", "3", "4"]);
        (await store.ReadAllLettersAsync()).Single().Id.ShouldBe(2);
        logger.Entries.Single().Level.ShouldBe(LogLevel.Error);
        logger.Entries.Single().Exception.ShouldBeOfType<StateFormatException>();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_letter_that_is_refused_for_long_is_told_as_a_warning_once_in_a_while_and_never_what_is_in_it()
    {
        carrier.Refuse("a", new StoreUnavailableException("The disk is full."));
        await using var dispatcher = await StartAsync();
        dispatcher.Enqueue((await PostAsync("a", 0, "a secret")).Letters);
        await fixture.Time.AdvanceUntilAsync(TimeSpan.FromSeconds(30), () => carrier.Attempts >= 45);
        await dispatcher.StoppingAsync(default);
        logger.At(LogLevel.Warning).Count().ShouldBe(3);
        logger.Entries.ShouldAllBe(entry => !entry.Message.Contains("secret", StringComparison.Ordinal));
        (await store.ReadAllLettersAsync()).Count.ShouldBe(1);
    }

    private Task<CommitReceipt> PostAsync(string key, long version, string text) =>
        store.CommitAsync(Samples.Commit(key, version, "x", Samples.Post(text, key)), default);

    private static async Task EmptyAsync(LetterDispatcher dispatcher)
    {
        while (dispatcher.LaneCount > 0)
            await Task.Yield();
    }

    private async Task<LetterDispatcher> StartAsync(Func<ILetterCarrier?>? found = null)
    {
        var dispatcher = new LetterDispatcher(
            store,
            found ?? (() => carrier),
            fixture.Time,
            SystemRandomSource.Instance,
            logger
        );
        await dispatcher.StartedAsync(default);
        return dispatcher;
    }
}
