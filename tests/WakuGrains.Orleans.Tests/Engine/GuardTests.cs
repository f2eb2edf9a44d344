using WakuGrains.Conformance;
using WakuGrains.Orleans.Hosting;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>The guard of what an entity has to carry out: it stands while there is something, and not for ever.</summary>
public sealed class GuardTests(MemoryEngineCluster cluster) : IClassFixture<MemoryEngineCluster>
{
    private static readonly TimeSpan IdleAge = new ClusterOptions().IdleAge;

    [Fact(Timeout = 60_000)]
    public async Task It_ends_when_all_is_carried_out_and_nobody_uses_the_entity_any_more()
    {
        await using var under = await ClusterEngineUnderTest.StartAsync(cluster);
        await IncrementAsync(under, "used");
        await under.Node.WaitAsync(node => node.Attempts >= 1);
        await cluster.RemindAsync("used");
        (await cluster.HasGuardAsync("used")).ShouldBeTrue();

        cluster.Time.Advance(IdleAge);
        await RemindUntilItEndsAsync("used");
    }

    [Fact(Timeout = 60_000)]
    public async Task It_outlives_its_silo_and_ends_when_another_has_carried_out_what_was_left()
    {
        await using var under = await ClusterEngineUnderTest.StartAsync(cluster);
        await IncrementAsync(under, "left");
        await under.Node.WaitAsync(node => node.Attempts >= 1);
        // Its silo dies before the record says what is done: it is published again.
        await under.RestartAsync();
        (await cluster.HasGuardAsync("left")).ShouldBeTrue();
        await under.Node.WaitAsync(node => node.Attempts >= 2);

        await RemindUntilItEndsAsync("left");
    }

    // Until the last mark of what is done is set, which comes a little after the envelope.
    private async Task RemindUntilItEndsAsync(string ledger)
    {
        while (await cluster.HasGuardAsync(ledger))
            await cluster.RemindAsync(ledger);
    }

    private static Task IncrementAsync(IEngineUnderTest under, string ledger) =>
        under
            .Engine.Runner(new LedgerDefinition(), ledger)
            .TurnAsync(Ledger.IncrementWith(Samples.Publish([1])), default);
}
