using System.Text;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using WakuGrains.Engine;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;
using Xunit;

namespace WakuGrains.Conformance;

/// <summary>What every store promises of letters: kept until they are carried, in order, within their limit.</summary>
public abstract partial class StoreConformance
{
    [Fact]
    public async Task A_letter_is_kept_across_restarts_until_it_is_carried_and_its_id_is_not_given_out_again()
    {
        long id;
        await using (var store = await OpenAsync())
        {
            var receipt = await store.CommitAsync(Samples.Commit("a", 0, "x", Samples.Post("one")), default);
            receipt.Outbox.ShouldBeEmpty();
            id = Posted(receipt.Letters.Single(), "a", "one");
        }

        await using (var again = await OpenAsync())
        {
            Posted((await again.ReadAllLettersAsync()).Single(), "a", "one").ShouldBe(id);
            Time.Advance(TimeSpan.FromDays(400));
            await again.PruneAsync(Time.GetUtcNow(), default);
            (await again.ReadAllLettersAsync()).Count.ShouldBe(1, "the age of a waiting letter does not matter");
            await again.MarkCarriedAsync([id], default);
            await again.MarkCarriedAsync([id], default);
            (await again.ReadAllLettersAsync()).ShouldBeEmpty();
        }

        await using var last = await OpenAsync();
        (await last.ReadAllLettersAsync()).ShouldBeEmpty();
        var next = await last.CommitAsync(Samples.Commit("a", 1, "y", Samples.Post("two")), default);
        Posted(next.Letters.Single(), "a", "two").ShouldBeGreaterThan(id);

        static long Posted(LetterEntry entry, string lane, string text)
        {
            entry.Lane.ShouldBe(lane);
            entry.Letter!.Kind.ShouldBe("note");
            Samples.TextOf(entry.Letter).ShouldBe(text);
            return entry.Id;
        }
    }

    [Fact]
    public async Task Letters_of_an_entity_are_read_in_the_order_of_their_commits_and_in_pages()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 10; i++)
        {
            await store.CommitAsync(
                Samples.Commit("a", i, "x", Samples.Post($"{2 * i}"), Samples.Post($"{(2 * i) + 1}")),
                default
            );
            await store.CommitAsync(Samples.Commit("b", i, "x", Samples.Post("other")), default);
        }

        var first = await store.ReadLettersAsync("a", 0, 15, default);
        var rest = await store.ReadLettersAsync("a", first[^1].Id, 15, default);
        first
            .Concat(rest)
            .Select(entry => Samples.TextOf(entry.Letter!))
            .ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i}"));
        first.Length.ShouldBe(15);
    }

    [Fact]
    public async Task A_commit_that_is_refused_posts_no_letter()
    {
        await using var store = await OpenAsync();
        await store.CommitAsync(Samples.Commit("a", 0, "x"), default);
        await Should.ThrowAsync<StoreConflictException>(() =>
            store.CommitAsync(Samples.Commit("a", 0, "y", Samples.Post("lost")), default)
        );
        (await store.ReadAllLettersAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_letter_of_the_greatest_length_is_taken_and_a_longer_one_fails_its_commit()
    {
        await using var store = await OpenAsync();
        static Effect.Post Sized(int length) => new(new Letter("note", new byte[length]));

        await store.CommitAsync(Samples.Commit("a", 0, "x", Sized(EngineLimits.MaxPartLength)), default);
        await Should.ThrowAsync<ArgumentException>(() =>
            store.CommitAsync(Samples.Commit("a", 1, "y", Sized(EngineLimits.MaxPartLength + 1)), default)
        );
        (await store.ReadAsync("test", "a", Parts, default)).Version.ShouldBe(1);
        (await store.ReadAllLettersAsync()).Single().Letter!.Body.Length.ShouldBe(EngineLimits.MaxPartLength);
    }
}
