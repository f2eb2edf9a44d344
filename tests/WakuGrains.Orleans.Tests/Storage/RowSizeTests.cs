using System.Collections.Immutable;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Cluster;
using WakuGrains.Ports;
using WakuGrains.Protocol.Application;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>No row grows beyond what a table holds, whatever a turn writes and however long nothing is carried out or deleted.</summary>
public sealed class RowSizeTests : IAsyncLifetime
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

    [Fact]
    public async Task With_everything_at_its_limit()
    {
        var parts = EntityBench.Parts.Select(part => new PartWrite(part, new byte[ClusterLimits.MaxInlinePart]));
        await entity.CommitAsync([.. parts], [], []);
        await entity.CommitAsync(("main", new byte[EngineLimits.MaxPartLength]));
        for (var row = 0; row <= ClusterLimits.MaxOncePages; row++)
            await entity.CommitAsync([.. Enumerable.Range(0, 33).Select(i => Once((33 * row) + i))]);
        await entity.CommitAsync([.. Enumerable.Range(0, 31).Select(i => Once(5000 + i))]);
        // The first are too many for the main row, the last just fit.
        await entity.CommitAsync([.. Enumerable.Repeat(Smallest, 60_000)]);
        await entity.CommitAsync([.. Enumerable.Repeat(Smallest, ClusterLimits.MaxInlineEffects / 256)]);
        bench.LongestRow().ShouldBeLessThan(EntityBench.TableRow);
        bench.Record().Effects.Length.ShouldBe(ClusterLimits.MaxInlineEffects / 256);
        (await bench.ActivateAsync()).Waiting.Length.ShouldBe(60_000 + (ClusterLimits.MaxInlineEffects / 256));
    }

    [Fact]
    public async Task With_messages_that_are_all_headers()
    {
        await entity.CommitAsync(("main", new byte[EngineLimits.MaxPartLength]));
        for (var i = 0; i < 4; i++)
            await entity.CommitAsync([.. Enumerable.Range(0, 64).Select(number => AllHeaders((64 * i) + number))]);
        bench.LongestRow().ShouldBeLessThan(EntityBench.TableRow);
        (await bench.ActivateAsync()).Waiting.Length.ShouldBe(256);
    }

    [Fact]
    public async Task With_rows_that_are_not_deleted()
    {
        bench.Plan = call => call.Operation == StorageOperation.Clear ? StorageFault.Before : StorageFault.None;
        var refused = 0;
        for (var i = 0; i < 1000 && refused == 0; i++)
            refused += await TryCommitAsync() ? 0 : 1;
        refused.ShouldBe(1, "what cannot be tidied up is not added to for ever");
        ShouldFit();
        bench.Plan = _ => StorageFault.None;
        await entity.LoadAsync();
        (await TryCommitAsync()).ShouldBeTrue();
        await entity.Storage.DeleteSupersededAsync();
        bench.RowsOf().Count.ShouldBe(20);
    }

    [Fact]
    public async Task With_rows_of_which_little_waits()
    {
        var refused = 0;
        for (var i = 0; i < 1500 && refused == 0; i++)
        {
            try
            {
                await entity.CommitAsync(Samples.Post(new string(' ', 66_000)), Samples.Post("stays", "small"));
                entity.Carry(each => ((Effect.Post)each.Effect).Letter.Kind != "small");
            }
            catch (StoreUnavailableException)
            {
                refused++;
            }
        }

        refused.ShouldBe(1);
        ShouldFit();
        entity.Carry();
        await entity.CommitAsync(Samples.Post("again"));
        bench.Record().EffectRows.ShouldBeEmpty();
    }

    private static Effect Smallest { get; } = new Effect.MarkDelivered(new byte[32]);

    private static Effect.Deliver AllHeaders(int number)
    {
        const int Length = ApplicationLimits.MaxHeadersLength / ApplicationLimits.MaxHeaders;
        var headers = Enumerable
            .Range(0, ApplicationLimits.MaxHeaders)
            .ToImmutableDictionary(i => $"{i:d2}", _ => new string('€', Length - 2));
        return new Effect.Deliver(Samples.Mailbox, Samples.Message($"{number}") with { Headers = headers });
    }

    private static OnceWrite Once(int number)
    {
        var key = new byte[EngineLimits.MaxOnceKeyLength];
        BitConverter.TryWriteBytes(key, number);
        return new(key, new byte[EngineLimits.MaxReceiptLength - 72], Samples.Now.AddDays(1));
    }

    // Also with the longest part, which is written with every commit and would take its time here.
    private void ShouldFit() =>
        (bench.LongestRow() + EngineLimits.MaxPartLength).ShouldBeLessThan(EntityBench.TableRow);

    // Twenty rows that replace twenty others.
    private async Task<bool> TryCommitAsync()
    {
        try
        {
            await entity.CommitAsync([.. EntityBench.Parts.Skip(1).Select(part => (part, new byte[5000]))]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
