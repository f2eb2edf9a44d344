using System.Buffers.Binary;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>Once-keys: in the main row, in rows of their own when they are many, and gone when their time is over.</summary>
public sealed class OnceKeyTests : IAsyncLifetime
{
    // Key, receipt and time make 256 bytes.
    private const int Length = 256;
    private const int Inline = ClusterLimits.MaxInlineOnces / Length;

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
    [InlineData(Inline, 0)]
    [InlineData(Inline + 1, 1)]
    public async Task They_lie_in_the_main_row_up_to_the_limit(int count, int rows)
    {
        for (var i = 0; i < count; i++)
            await entity.CommitAsync(Once(i));
        bench.RowsOf().Count.ShouldBe(rows);
        bench.Record().Onces.Newest.Length.ShouldBe(rows == 0 ? count : 0);
        await AreKnownAsync(entity, 0, count);
        await AreKnownAsync(await bench.ActivateAsync(), 0, count);
    }

    [Fact]
    public async Task Rows_are_read_when_a_key_is_asked_for_and_once()
    {
        await FillRowsAsync(3);
        var next = await bench.ActivateAsync();
        bench.Forget();
        await AreKnownAsync(next, 0, 3 * (Inline + 1));
        (await next.FindOnceAsync(Once(5000).Key.ToArray())).ShouldBeNull();
        bench.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task They_expire_wherever_they_lie()
    {
        await FillRowsAsync(1);
        await entity.CommitAsync(Once(100));
        bench.Now += TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1);
        await AreKnownAsync(entity, 0, 1);
        await AreKnownAsync(entity, 100, 1);
        bench.Now += TimeSpan.FromMilliseconds(1);
        (await entity.FindOnceAsync(Once(0).Key.ToArray())).ShouldBeNull();
        (await entity.FindOnceAsync(Once(100).Key.ToArray())).ShouldBeNull();
    }

    [Fact]
    public async Task A_row_goes_when_all_its_keys_have_expired()
    {
        await FillRowsAsync(1);
        await FillRowsAsync(1, from: 100, TimeSpan.FromDays(2));
        bench.Now += TimeSpan.FromDays(1);
        await entity.CommitAsync(("main", [1]));
        bench.Record().Onces.Pages.ShouldHaveSingleItem();
        await entity.Storage.DeleteSupersededAsync();
        bench.RowsOf().ShouldBe([bench.Record().Onces.Pages[0].Row]);
        await AreKnownAsync(entity, 100, Inline + 1);
    }

    [Fact]
    public async Task A_key_that_was_used_again_after_it_had_expired_is_known()
    {
        await entity.CommitAsync(Once(1));
        bench.Now += TimeSpan.FromDays(1);
        await entity.CommitAsync(Once(1) with { KeptUntil = bench.Now.AddDays(1) });
        await AreKnownAsync(entity, 1, 1);
        await FillRowsAsync(1, from: 100, TimeSpan.FromDays(1));
        await AreKnownAsync(entity, 1, 1);
        await AreKnownAsync(await bench.ActivateAsync(), 1, 1);
    }

    [Theory]
    [InlineData(StorageFault.Before)]
    [InlineData(StorageFault.After)]
    public async Task Keys_in_a_row_that_could_not_be_read_are_not_taken_for_new(StorageFault fault)
    {
        await FillRowsAsync(2);
        var next = await bench.ActivateAsync();
        bench.FailOnce(fault, call => call.Operation == StorageOperation.Read);
        await Should.ThrowAsync<IOException>(() => next.FindOnceAsync(Once(0).Key.ToArray()));
        await AreKnownAsync(next, 0, 2 * (Inline + 1));
    }

    [Fact]
    public async Task Of_too_many_rows_the_oldest_goes()
    {
        await FillRowsAsync(ClusterLimits.MaxOncePages);
        await AreKnownAsync(entity, 0, Inline + 1);
        await FillRowsAsync(1, from: 10_000);
        bench.Record().Onces.Pages.Length.ShouldBe(ClusterLimits.MaxOncePages);
        await entity.Storage.DeleteSupersededAsync();
        bench.RowsOf().Count.ShouldBe(ClusterLimits.MaxOncePages);
        foreach (var each in new[] { entity, await bench.ActivateAsync() })
        {
            (await each.FindOnceAsync(Once(Inline).Key.ToArray())).ShouldBeNull();
            await AreKnownAsync(each, Inline + 1, Inline + 1);
            await AreKnownAsync(each, 10_000, Inline + 1);
        }
    }

    private async Task FillRowsAsync(int rows, int from = 0, TimeSpan? keptFor = null)
    {
        for (var row = 0; row < rows; row++)
            await entity.CommitAsync([
                .. Enumerable
                    .Range(from + (row * (Inline + 1)), Inline + 1)
                    .Select(number => Once(number) with { KeptUntil = bench.Now + (keptFor ?? TimeSpan.FromDays(1)) }),
            ]);
    }

    private static async Task AreKnownAsync(BenchEntity entity, int from, int count)
    {
        foreach (var once in Enumerable.Range(from, count).Select(number => Once(number)))
            (await entity.FindOnceAsync(once.Key.ToArray())).ShouldBe(once.Receipt.ToArray());
    }

    private static OnceWrite Once(int number)
    {
        var key = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(key, number);
        var receipt = new byte[Length - key.Length - sizeof(long)];
        BinaryPrimitives.WriteInt32BigEndian(receipt, ~number);
        return new(key, receipt, Conformance.Samples.Now.AddDays(1));
    }
}
