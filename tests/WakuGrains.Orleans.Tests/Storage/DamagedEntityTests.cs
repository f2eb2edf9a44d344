using Orleans.Runtime;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Storage;
using WakuGrains.Orleans.Tests.Engine;

namespace WakuGrains.Orleans.Tests.Storage;

/// <summary>An entity whose row is not what was written is not served by the cluster, and stays as it is.</summary>
public sealed class DamagedEntityTests(MemoryEngineCluster cluster) : IClassFixture<MemoryEngineCluster>, IAsyncLifetime
{
    private readonly LedgerDefinition definition = new();
    private IEngineUnderTest under = null!;

    public async ValueTask InitializeAsync() => under = await ClusterEngineUnderTest.StartAsync(cluster);

    public ValueTask DisposeAsync() => under.DisposeAsync();

    [Fact]
    public async Task Its_callers_are_told_and_the_others_are_served()
    {
        await IncrementAsync("a");
        await IncrementAsync("b");
        await under.PutAwayAsync();
        var before = Main("a");
        var changed = before.ToArray();
        changed[^1] ^= 1;
        Put("a", new BinaryData(changed));
        await IsNotServedAsync("a");
        Put("a", Main("b"));
        await IsNotServedAsync("a");
        (await IncrementAsync("b")).ShouldBe(2);
        Put("a", before);
        (await IncrementAsync("a")).ShouldBe(2);
    }

    private async Task IsNotServedAsync(string key)
    {
        var stored = Main(key);
        for (var i = 0; i < 3; i++)
            await Should.ThrowAsync<StateFormatException>(() => IncrementAsync(key));
        await under.PutAwayAsync();
        Main(key).ToArray().ShouldBe(stored.ToArray());
    }

    private Task<long> IncrementAsync(string key) =>
        under.Engine.Runner(definition, key).TurnAsync(Ledger.Increment, default);

    private GrainId Place(string key) => GrainId.Create("ledger", $"{cluster.Storage.Run}-{key}");

    private BinaryData Main(string key) => cluster.Memory.Rows[(Place(key), EntityStorage.MainRow)];

    private void Put(string key, BinaryData content) => cluster.Memory.Put(Place(key), EntityStorage.MainRow, content);
}
