using Orleans.Storage;
using WakuGrains.Engine;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>Where the parts of an entity lie, and what becomes of rows that nothing refers to any more.</summary>
public sealed class PartRowTests : IAsyncLifetime
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
    [InlineData(0, false)]
    [InlineData(ClusterLimits.MaxInlinePart, false)]
    [InlineData(ClusterLimits.MaxInlinePart + 1, true)]
    [InlineData(EngineLimits.MaxPartLength, true)]
    public async Task A_short_part_lies_in_the_main_row_and_a_long_one_in_a_row_of_its_own(int length, bool hasRow)
    {
        await entity.CommitAsync(("p0", Bytes(length)));
        HasRow("p0").ShouldBe(hasRow);
        bench.RowsOf().Count.ShouldBe(hasRow ? 1 : 0);
        (await ReadAsync("p0")).ShouldBe(Bytes(length));
    }

    [Fact]
    public async Task The_first_part_lies_in_the_main_row_however_long_it_is()
    {
        await entity.CommitAsync(("main", Bytes(EngineLimits.MaxPartLength)));
        bench.RowsOf().ShouldBeEmpty();
        bench.LongestRow().ShouldBeLessThan(EntityBench.TableRow);
        (await ReadAsync("main")).ShouldBe(Bytes(EngineLimits.MaxPartLength));
    }

    [Fact]
    public async Task Short_parts_lie_in_the_main_row_up_to_the_limit_of_all_of_them()
    {
        const int Count = ClusterLimits.MaxInlineParts / ClusterLimits.MaxInlinePart;
        var parts = Enumerable.Range(0, Count).Select(i => ($"p{i}", Bytes(ClusterLimits.MaxInlinePart))).ToArray();
        // The first part is not among those that are counted.
        await entity.CommitAsync([("main", Bytes(ClusterLimits.MaxInlineParts)), .. parts]);
        bench.RowsOf().ShouldBeEmpty();
        await entity.CommitAsync(($"p{Count}", Bytes(1)));
        HasRow($"p{Count}").ShouldBeTrue();
        await entity.CommitAsync(("p0", Bytes(ClusterLimits.MaxInlinePart - 1)), ("p18", Bytes(1)));
        (HasRow("p0"), HasRow("p18")).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_row_is_written_only_when_its_part_has_changed()
    {
        await entity.CommitAsync(("p0", Bytes(5000)), ("p1", Bytes(6000)));
        bench.Forget();
        await entity.CommitAsync(("main", Bytes(10)), ("p0", Bytes(7000)));
        bench.Calls.Count(call => call.Operation == StorageOperation.Write).ShouldBe(2);
        (await ReadAsync("p0")).ShouldBe(Bytes(7000));
        (await ReadAsync("p1")).ShouldBe(Bytes(6000));
    }

    [Fact]
    public async Task A_replaced_row_is_listed_until_it_is_deleted()
    {
        await entity.CommitAsync(("p0", Bytes(5000)));
        var first = bench.RowsOf().ShouldHaveSingleItem();
        await entity.CommitAsync(("p0", Bytes(10)));
        bench.Record().Superseded.ShouldBe([first]);
        bench.RowsOf().ShouldBe([first], "a row that the stored main row may still refer to is not touched");
        await entity.Storage.DeleteSupersededAsync();
        bench.RowsOf().ShouldBeEmpty();
        entity.Storage.IsUntidy.ShouldBeTrue();
        await entity.CommitAsync(("main", Bytes(1)));
        bench.Record().Superseded.ShouldBeEmpty();
        entity.Storage.IsUntidy.ShouldBeFalse();
    }

    [Fact]
    public async Task A_replaced_row_is_deleted_by_the_next_activation()
    {
        await entity.CommitAsync(("p0", Bytes(5000)));
        await entity.CommitAsync(("p0", Bytes(6000)));
        var next = await bench.ActivateAsync();
        next.Storage.HasSuperseded.ShouldBeTrue();
        await next.TidyAsync();
        bench.RowsOf().ShouldBe([RowOf("p0")]);
        bench.Record().Superseded.ShouldBeEmpty();
        next.Storage.IsUntidy.ShouldBeFalse();
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    public async Task What_could_not_be_deleted_is_tried_again(StorageFault fault)
    {
        await entity.CommitAsync(("p0", Bytes(5000)), ("p1", Bytes(5000)));
        await entity.CommitAsync(("p0", Bytes(10)), ("p1", Bytes(10)));
        bench.FailOnce(fault, call => call.Operation == StorageOperation.Clear);
        await Should.ThrowAsync<IOException>(entity.Storage.DeleteSupersededAsync);
        await entity.CommitAsync(("main", Bytes(1)));
        bench.Record().Superseded.ShouldNotBeEmpty();
        await entity.Storage.DeleteSupersededAsync();
        bench.RowsOf().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_that_another_activation_has_deleted_is_no_fault()
    {
        await entity.CommitAsync(("p0", Bytes(5000)));
        await entity.CommitAsync(("p0", Bytes(10)));
        var other = await bench.ActivateAsync();
        await other.Storage.DeleteSupersededAsync();
        await entity.TidyAsync();
        bench.Record().Superseded.ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_loses_the_race_for_the_main_row_has_changed_nothing()
    {
        await entity.CommitAsync(("p0", Bytes(5000)));
        var late = await bench.ActivateAsync();
        await entity.CommitAsync(("p0", Bytes(6000)));
        await Should.ThrowAsync<InconsistentStateException>(() => late.CommitAsync(("p0", Bytes(7000))));
        await Should.ThrowAsync<InconsistentStateException>(late.TidyAsync);
        (await ReadAsync("p0")).ShouldBe(Bytes(6000));
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    public async Task A_commit_whose_row_was_not_written_did_not_happen(StorageFault fault)
    {
        await entity.CommitAsync(("p0", Bytes(5000)));
        var before = bench.Record();
        bench.FailOnce(fault, call => call is { Operation: StorageOperation.Write, Row: not EntityStorage.MainRow });
        await Should.ThrowAsync<IOException>(() => entity.CommitAsync(("main", Bytes(1)), ("p0", Bytes(6000))));
        bench.Record().Version.ShouldBe(before.Version);
        (await ReadAsync("p0")).ShouldBe(Bytes(5000));
    }

    [Theory]
    [InlineData(StorageFault.Before, 5000)]
    [InlineData(StorageFault.After, 6000)]
    public async Task After_a_failed_write_of_the_main_row_the_entity_is_what_is_stored(StorageFault fault, int length)
    {
        await entity.CommitAsync(("p0", Bytes(5000)));
        bench.FailOnce(fault, IsMainWrite);
        await Should.ThrowAsync<IOException>(() => entity.CommitAsync(("p0", Bytes(6000))));
        (await entity.LoadAsync())[1].ShouldBe(Bytes(length));
        await entity.CommitAsync(("main", Bytes(1)));
        (await ReadAsync("p0")).ShouldBe(Bytes(length));
    }

    [Fact]
    public async Task Rows_of_a_commit_that_did_not_happen_are_deleted_after_the_next()
    {
        await entity.CommitAsync(("p0", Bytes(5000)));
        bench.FailOnce(StorageFault.Before, IsMainWrite);
        await Should.ThrowAsync<IOException>(() => entity.CommitAsync(("p0", Bytes(6000)), ("p1", Bytes(6000))));
        await entity.LoadAsync();
        await entity.Storage.DeleteSupersededAsync();
        bench.RowsOf().Count.ShouldBe(3, "the write of the main row may still be on its way");
        await entity.CommitAsync(("main", Bytes(1)));
        bench.Record().Superseded.Length.ShouldBe(2);
        await entity.Storage.DeleteSupersededAsync();
        bench.RowsOf().ShouldBe([RowOf("p0")]);
    }

    [Fact]
    public async Task An_entity_that_another_activation_changes_while_it_is_read_is_read_again()
    {
        await entity.CommitAsync(("p0", Bytes(5000)));
        var row = RowOf("p0");
        var other = await bench.ActivateAsync();
        Task? changed = null;
        bench.Plan = call =>
        {
            if (call.Row == row && changed is null)
                changed = ReplaceAsync(other);
            return StorageFault.None;
        };
        (await entity.LoadAsync())[1].ShouldBe(Bytes(6000));
        await changed.ShouldNotBeNull();
        await entity.CommitAsync(("main", Bytes(1)));

        static async Task ReplaceAsync(BenchEntity other)
        {
            await other.CommitAsync(("p0", Bytes(6000)));
            await other.Storage.DeleteSupersededAsync();
        }
    }

    [Fact]
    public async Task A_commit_that_builds_on_another_version_is_refused()
    {
        var other = await bench.ActivateAsync();
        await other.CommitAsync(("main", Bytes(1)));
        await entity.CommitAsync([("main", Bytes(1))]).ShouldThrowAsync<InconsistentStateException>();
        await entity.LoadAsync();
        var commit = new Ports.EntityCommit("bench", "t/a", 0, [], [], []);
        await Should.ThrowAsync<InvalidOperationException>(() =>
            entity.Storage.CommitAsync(EntityBench.Parts, commit, bench.Now)
        );
    }

    private static bool IsMainWrite(StorageCall call) =>
        call is { Operation: StorageOperation.Write, Row: EntityStorage.MainRow };

    private static byte[] Bytes(int length) => [.. Enumerable.Range(length, length).Select(i => (byte)i)];

    private string RowOf(string part) => bench.Record().Parts[part].Row.ShouldNotBeNull();

    private bool HasRow(string part) => bench.Record().Parts[part].Row is not null;

    // As the next activation sees it.
    private async Task<byte[]?> ReadAsync(string part)
    {
        var parts = await new BenchEntity(bench, "t/a").LoadAsync();
        return parts[EntityBench.Parts.ToList().IndexOf(part)];
    }
}
