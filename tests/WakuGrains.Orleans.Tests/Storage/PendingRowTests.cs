using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Effects;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>Effects that wait: in the main row, in rows of their own when they are many, in their order whatever happens.</summary>
public sealed class PendingRowTests : IAsyncLifetime
{
    private EntityBench bench = null!;
    private BenchEntity entity = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await EntityBench.StartAsync();
        entity = await bench.ActivateAsync();
    }

    public ValueTask DisposeAsync()
    {
        bench.Dispose();
        return default;
    }

    [Theory]
    [InlineData(ClusterLimits.MaxInlineEffects, 0)]
    [InlineData(ClusterLimits.MaxInlineEffects + 1, 1)]
    public async Task They_lie_in_the_main_row_up_to_the_limit(int length, int rows)
    {
        await entity.CommitAsync(OfLength("a", 1000), OfLength("b", length - 1000));
        bench.RowsOf().Count.ShouldBe(rows);
        bench.Record().Effects.Length.ShouldBe(rows == 0 ? 2 : 0);
        await WaitsAsync("a", "b");
    }

    [Theory]
    [InlineData(ClusterLimits.MaxEffectPage, 1)]
    [InlineData(ClusterLimits.MaxEffectPage + 1, 2)]
    public async Task A_row_takes_them_up_to_the_limit(int length, int rows)
    {
        await entity.CommitAsync(OfLength("a", 100_000), OfLength("b", length - 100_000));
        bench.RowsOf().Count.ShouldBe(rows);
        await WaitsAsync("a", "b");
    }

    [Fact]
    public async Task The_longest_has_a_row_of_its_own_and_fits()
    {
        var longest = Samples.Post("long".PadRight(EngineLimits.MaxPartLength));
        await entity.CommitAsync(Samples.Post("first"), longest, Samples.Post("last"));
        bench.RowsOf().Count.ShouldBe(3);
        bench.LongestRow().ShouldBeLessThan(EntityBench.TableRow);
        await WaitsAsync("first", "long", "last");
    }

    [Fact]
    public async Task Thousands_of_envelopes_wait_in_their_order_while_the_node_is_away()
    {
        const int Count = 6000;
        for (var i = 0; i < Count; i += 40)
            await entity.CommitAsync([.. Enumerable.Range(i, 40).Select(Envelope)]);
        bench.LongestRow().ShouldBeLessThan(ClusterLimits.MaxEffectPage + 4096);
        var next = await bench.ActivateAsync();
        next.Waiting.Select(each => each.Effect).ShouldBe(Enumerable.Range(0, Count).Select(Envelope), Same);
        next.Waiting.Select(each => each.Id).ShouldBe(Enumerable.Range(1, Count).Select(i => (long)i));
        next.Carry(each => each.Id <= 5000);
        await next.CommitAsync(Envelope(Count));
        next = await bench.ActivateAsync();
        next.Waiting.Select(each => each.Id).Where(id => id > 5000).Count().ShouldBe(Count + 1 - 5000);
        next.Carry();
        await next.TidyAsync();
        await next.TidyAsync();
        bench.RowsOf().ShouldBeEmpty();
        bench.Record().Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Too_much_is_refused_and_changes_nothing()
    {
        const int Long = 512 * 1024;
        for (var waiting = 0; waiting < ClusterLimits.MaxPendingEffects; waiting += Long)
            await entity.CommitAsync(OfLength("full", Long));
        var before = bench.Memory.Rows;
        bench.Forget();
        await Should.ThrowAsync<StoreUnavailableException>(() => entity.CommitAsync(OfLength("one more", 300)));
        bench.Calls.ShouldBeEmpty();
        bench.Memory.Rows.ShouldBe(before, ignoreOrder: true);
        await entity.CommitAsync(("main", [1]));
        (await bench.ActivateAsync()).Waiting.Length.ShouldBe(ClusterLimits.MaxPendingEffects / Long);
        entity.Carry(each => each.Id == 1);
        await entity.CommitAsync(OfLength("one more", Long));
        await Should.ThrowAsync<StoreUnavailableException>(() => entity.CommitAsync(OfLength("two more", 300)));
    }

    [Fact]
    public async Task One_commit_may_have_more_than_the_limit_when_nothing_waits()
    {
        const int Long = 512 * 1024;
        var many = Enumerable
            .Range(0, (ClusterLimits.MaxPendingEffects / Long) + 1)
            .Select(i => OfLength($"{i}", Long));
        await entity.CommitAsync([.. many]);
        bench.LongestRow().ShouldBeLessThan(EntityBench.TableRow);
        (await bench.ActivateAsync()).Waiting.Length.ShouldBe((ClusterLimits.MaxPendingEffects / Long) + 1);
        await entity.CommitAsync(("main", [1]));
        await Should.ThrowAsync<StoreUnavailableException>(() => entity.CommitAsync(OfLength("more", 300)));
    }

    [Fact]
    public async Task What_was_carried_out_does_not_come_back_in_this_activation_and_once_more_in_the_next()
    {
        await entity.CommitAsync(Samples.Post("a"), Samples.Post("b"));
        entity.Carry(each => each.Id == 1);
        await entity.LoadAsync();
        entity.WaitingTexts.ShouldBe(["b"]);
        await WaitsAsync("a", "b");
        await entity.CommitAsync(Samples.Post("c"));
        await WaitsAsync("b", "c");
    }

    [Fact]
    public async Task It_does_not_come_back_either_when_a_write_has_moved_it_whose_answer_was_lost()
    {
        await entity.CommitAsync(Samples.Post("a"), Samples.Post("b"));
        bench.FailOnce(StorageFault.After, IsMainWrite);
        await Should.ThrowAsync<IOException>(() => entity.CommitAsync(OfLength("c", 100_000)));
        bench.RowsOf().Count.ShouldBe(1, "all three went to a row");
        entity.Carry(each => each.Id == 1);
        await entity.LoadAsync();
        await entity.CommitAsync(("main", [1]));
        await entity.LoadAsync();
        entity.WaitingTexts.ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task What_is_carried_out_while_it_is_written_is_carried_out()
    {
        await entity.CommitAsync(Samples.Post("a"), Samples.Post("b"));
        bench.Plan = call =>
        {
            if (IsMainWrite(call))
                entity.Carry(each => each.Id == 1);
            return StorageFault.None;
        };
        await entity.CommitAsync(OfLength("c", 100_000));
        bench.Plan = _ => StorageFault.None;
        entity.Storage.IsUntidy.ShouldBeTrue();
        await entity.LoadAsync();
        entity.WaitingTexts.ShouldBe(["b", "c"]);
        entity.Carry();
        await entity.TidyAsync();
        entity.Storage.IsUntidy.ShouldBeFalse();
        await WaitsAsync();
    }

    [Fact]
    public async Task A_row_stays_until_everything_in_it_is_carried_out()
    {
        await entity.CommitAsync(OfLength("a", 100_000), OfLength("b", 100_000));
        var row = bench.RowsOf().ShouldHaveSingleItem();
        entity.Carry(each => each.Id == 1);
        await entity.CommitAsync(Samples.Post("c"));
        bench.Record().EffectRows.ShouldBe([row]);
        entity.Carry(each => each.Id == 2);
        await entity.CommitAsync(Samples.Post("d"));
        bench.Record().EffectRows.ShouldBeEmpty();
        bench.Record().Superseded.ShouldBe([row]);
        await WaitsAsync("c", "d");
    }

    [Fact]
    public async Task Their_numbers_are_not_given_out_again()
    {
        await entity.CommitAsync(Samples.Post("a"), Samples.Post("b"));
        entity.Carry();
        await entity.TidyAsync();
        var next = await bench.ActivateAsync();
        next.Waiting.ShouldBeEmpty();
        await next.CommitAsync(Samples.Post("c"));
        next.Waiting.ShouldHaveSingleItem().Id.ShouldBe(3);
    }

    private static bool IsMainWrite(StorageCall call) =>
        call is { Operation: StorageOperation.Write, Row: EntityStorage.MainRow };

    // A letter that counts as so many bytes.
    private static Effect.Post OfLength(string text, int length)
    {
        var overhead = new PendingEffect(1, Samples.Post(""), default).Length;
        return Samples.Post(text.PadRight(length - overhead));
    }

    private static Effect Envelope(int number)
    {
        var payload = new byte[1500];
        BitConverter.TryWriteBytes(payload, number);
        return Samples.Publish(payload, messageId: payload[..32]);
    }

    private static IEqualityComparer<Effect> Same { get; } =
        EqualityComparer<Effect>.Create(
            (one, other) =>
                ((Effect.Publish)one!).Envelope.Hash.Equals(((Effect.Publish)other!).Envelope.Hash)
                && ((Effect.Publish)one).MessageId.Span.SequenceEqual(((Effect.Publish)other).MessageId.Span)
        );

    // As the next activation sees it.
    private async Task WaitsAsync(params string[] texts) => (await bench.ActivateAsync()).WaitingTexts.ShouldBe(texts);
}
