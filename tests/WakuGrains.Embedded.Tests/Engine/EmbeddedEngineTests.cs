using Shouldly;
using WakuGrains.Conformance;
using WakuGrains.Ports;
using Xunit;

namespace WakuGrains.Embedded.Tests.Engine;

/// <summary>The conformance suite, and what only the embedded engine has: activations in the memory of one process.</summary>
public sealed class EmbeddedEngineTests : EngineConformance
{
    protected override async Task<IEngineUnderTest> StartAsync() => await EmbeddedEngineUnderTest.StartAsync();

    [Fact]
    public async Task An_activation_that_was_overtaken_is_refused_and_reads_again()
    {
        await using var under = await EmbeddedEngineUnderTest.StartAsync();
        var runner = under.Engine.Runner(Definition, "a");
        (await runner.TurnAsync(Ledger.Increment, default)).ShouldBe(1);
        (await under.NewEngine().Runner(Definition, "a").TurnAsync(Ledger.Increment, default)).ShouldBe(2);
        await Should.ThrowAsync<StoreConflictException>(() => runner.TurnAsync(Ledger.Increment, default));
        (await runner.TurnAsync(Ledger.Increment, default)).ShouldBe(3);
    }

    [Fact]
    public async Task What_is_not_stored_is_kept_in_memory()
    {
        await using var under = await EmbeddedEngineUnderTest.StartAsync();
        var runner = under.Engine.Runner(new UnstoredCounterDefinition(), "a");
        (await runner.TurnAsync(Counter.Increment, default)).ShouldBe(1);
        (await runner.TurnAsync(Counter.Increment, default)).ShouldBe(2);
        under.Gate.Commits.ShouldBe(0);
    }

    [Fact]
    public async Task Only_entities_that_are_idle_are_put_away()
    {
        await using var under = await EmbeddedEngineUnderTest.StartAsync();
        for (var i = 0; i < 10; i++)
            await under.Engine.Runner(Definition, $"{i}").TurnAsync(Ledger.Increment, default);
        under.Embedded.PutAwayIdle().ShouldBe(0);
        under.Embedded.ActivationCount.ShouldBe(10);

        under.Gate.HoldBack();
        var busy = under.Engine.Runner(Definition, "5").TurnAsync(Ledger.Increment, default);
        await under.PutAwayAsync();
        under.Embedded.ActivationCount.ShouldBe(1);
        under.Gate.LetThrough();
        (await busy).ShouldBe(2);
    }

    [Fact]
    public async Task No_more_entities_than_allowed_stay_in_memory_and_those_unused_for_longest_go()
    {
        await using var under = await EmbeddedEngineUnderTest.StartAsync(maxActivations: 100);
        for (var i = 0; i < 1000; i++)
            await under.Engine.Runner(Definition, $"{i}").TurnAsync(Ledger.Increment, default);
        while (under.Embedded.ActivationCount > 100)
            await Task.Yield();
        for (var i = 0; i < 1000; i++)
            (await under.Engine.Runner(Definition, $"{i}").TurnAsync(Ledger.Increment, default)).ShouldBe(2);
    }
}
