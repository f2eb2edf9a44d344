using Shouldly;
using WakuGrains.Engine;
using WakuGrains.Ports;
using Xunit;

namespace WakuGrains.Conformance;

/// <summary>What every engine promises of letters: carried after their commit, in order, until they are taken.</summary>
public abstract partial class EngineConformance
{
    [Fact(Timeout = 60_000)]
    public async Task A_letter_is_carried_after_its_commit_and_not_before()
    {
        under.Gate.HoldBack();
        var posting = PostAsync("a", "one");
        await Runner("b").TurnAsync((state, _) => Step.Unchanged(state, 7), default);
        under.Carrier.Attempts.ShouldBe(0);
        under.Gate.LetThrough();
        await posting;
        await CarriedAsync("a", "one");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_letter_that_was_committed_and_not_carried_is_carried_after_a_restart()
    {
        under.Carrier.HoldBack();
        await PostAsync("a", "one");
        await PostAsync("a", "two");
        await under.Carrier.WaitAsync(carrier => carrier.Attempts > 0);
        await under.RestartAsync();
        under.Carrier.TakenOf("a").ShouldBeEmpty();
        under.Carrier.LetThrough();
        await CarriedAsync("a", "one", "two");
    }

    [Fact(Timeout = 60_000)]
    public async Task Letters_of_an_entity_are_carried_one_at_a_time()
    {
        var texts = Enumerable.Range(0, 50).Select(i => $"{i}").ToList();
        under.Carrier.HoldBack();
        await Task.WhenAll(texts.Select(text => PostAsync("a", text)));
        await PostAsync("b", "b");
        await under.Carrier.WaitAsync(carrier => carrier.BroughtOf("a").Count > 0 && carrier.BroughtOf("b").Count > 0);
        under.Carrier.LetThrough();
        await CarriedAsync("a", [.. texts]);
        under.Carrier.MostAtOnce("a").ShouldBe(1);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_letter_that_is_refused_is_tried_again_before_the_next_and_holds_up_no_other_entity()
    {
        under.Carrier.Refuse("a", new StoreUnavailableException("The disk is full."));
        await PostAsync("a", "one");
        await PostAsync("a", "two");
        await under.Carrier.WaitAsync(carrier => carrier.Attempts > 0);
        await PostAsync("b", "b");
        await CarriedAsync("b", "b");
        await BringAsync("a", times: 5);
        under.Carrier.BroughtOf("a").Distinct().ShouldBe(["one"]);
        under.Carrier.Accept("a");
        await BringAsync("a", times: under.Carrier.BroughtOf("a").Count + 2);
        await CarriedAsync("a", "one", "two");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_letter_that_nobody_can_read_is_left_and_tried_again_after_a_restart_and_the_next_is_carried()
    {
        under.Carrier.Refuse("new", new StateFormatException("A kind that is not known."));
        await PostAsync("new", "one", entity: "a");
        await PostAsync("a", "two");
        await CarriedAsync("a", "two");
        await under.PassTimeAsync();
        await PostAsync("a", "three");
        await CarriedAsync("a", "two", "three");
        under.Carrier.BroughtOf("new").ShouldBe(["one"]);

        under.Carrier.Accept("new");
        await under.RestartAsync();
        await CarriedAsync("new", "one");
    }

    [Fact(Timeout = 60_000)]
    public async Task Letters_are_carried_while_the_node_is_down()
    {
        under.Node.Refusals = int.MaxValue;
        await EffectsAsync("one");
        await EffectsAsync("two");
        await CarriedAsync("note", "one", "two");
        under.Node.Taken.ShouldBeEmpty();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_letter_that_is_too_long_fails_its_caller_and_changes_nothing()
    {
        under.Gate.HoldBack();
        var first = IncrementAsync();
        var bad = Runner()
            .TurnAsync(
                Ledger.IncrementWith(new Effect.Post(new("a", new byte[EngineLimits.MaxPartLength + 1]))),
                default
            );
        var second = PostAsync("a", "fits");
        under.Gate.LetThrough();
        await Should.ThrowAsync<ArgumentException>(() => bad);
        (await first).ShouldBe(1);
        (await second).ShouldBe(2);
        await CarriedAsync("a", "fits");
    }

    // The kind tells the letters apart; the entity is of the same name when it is left out.
    private Task<long> PostAsync(string kind, string text, string? entity = null) =>
        Runner(entity ?? kind).TurnAsync(Ledger.IncrementWith(Samples.Post(text, kind)), default);

    private async Task CarriedAsync(string kind, params string[] texts)
    {
        await under.Carrier.WaitAsync(carrier => carrier.TakenOf(kind).Count >= texts.Length);
        under.Carrier.TakenOf(kind).ShouldBe(texts);
    }

    // Time passes until letters of a kind have been brought so many times.
    private async Task BringAsync(string kind, int times)
    {
        while (under.Carrier.BroughtOf(kind).Count < times)
        {
            await under.PassTimeAsync();
            await Task.Yield();
        }
    }
}
