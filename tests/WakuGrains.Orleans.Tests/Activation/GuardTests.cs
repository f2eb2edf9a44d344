using Orleans.Runtime;
using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Tests.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Activation;

/// <summary>A reminder stands as long as an entity may have something that is not carried out, and not longer.</summary>
public sealed class GuardTests(GuardCluster cluster) : IClassFixture<GuardCluster>, IAsyncLifetime
{
    private readonly LedgerDefinition definition = new();
    private ClusterEngineUnderTest under = null!;

    public async ValueTask InitializeAsync()
    {
        under = (ClusterEngineUnderTest)await ClusterEngineUnderTest.StartAsync(cluster);
        await cluster.Reminders.TestOnlyClearTable();
    }

    public ValueTask DisposeAsync() => under.DisposeAsync();

    [Fact]
    public async Task Nothing_guards_what_has_no_effects()
    {
        await IncrementAsync();
        cluster.Reminders.Count.ShouldBe(0);
        await under.PutAwayAsync();
        cluster.Reminders.Count.ShouldBe(0);
    }

    [Fact]
    public async Task It_stands_before_the_first_commit_with_effects_is_written()
    {
        under.Gate.NextCommit = CommitFault.BeforeWrite;
        await Should.ThrowAsync<StoreUnavailableException>(() => IncrementAsync(Samples.Post("lost")));
        cluster.Reminders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_stands_for_many_commits_and_is_gone_after_a_clean_end()
    {
        for (var i = 0; i < 5; i++)
            await IncrementAsync(Samples.Publish([(byte)i]), Samples.Deliver($"{i}"));
        cluster.Reminders.Registrations.ShouldBe(1);
        cluster.Reminders.Count.ShouldBe(1);
        await under.Node.WaitAsync(node => node.Taken.Count == 5);
        await under.PutAwayAsync();
        cluster.Reminders.Count.ShouldBe(0);
        (await ValueAsync()).ShouldBe(5);
    }

    [Fact]
    public async Task It_stays_when_something_is_left_to_do_and_brings_the_entity_to_life()
    {
        under.Node.Refusals = int.MaxValue;
        await IncrementAsync(Samples.Publish([1]));
        await under.Node.WaitAsync(node => node.Attempts > 0);
        await under.PutAwayAsync();
        cluster.Reminders.Count.ShouldBe(1);
        under.Node.Refusals = 0;
        await RemindAsync();
        await under.Node.WaitAsync(node => node.Taken.Count == 1);
        await under.PutAwayAsync();
        cluster.Reminders.Count.ShouldBe(0);
    }

    [Fact]
    public async Task It_stays_when_the_silo_dies_and_the_next_activation_ends_it()
    {
        await IncrementAsync(Samples.Publish([1]));
        await under.Node.WaitAsync(node => node.Taken.Count == 1);
        await cluster.DropAsync();
        cluster.Reminders.Count.ShouldBe(1);
        await RemindAsync();
        await under.Node.WaitAsync(node => node.Taken.Count == 2);
        await under.PutAwayAsync();
        cluster.Reminders.Count.ShouldBe(0);
    }

    [Fact]
    public async Task It_is_gone_after_a_clean_end_also_when_the_commit_that_it_stood_for_did_not_happen()
    {
        under.Gate.NextCommit = CommitFault.BeforeWrite;
        await Should.ThrowAsync<StoreUnavailableException>(() => IncrementAsync(Samples.Post("lost")));
        (await ValueAsync()).ShouldBe(0);
        await under.PutAwayAsync();
        cluster.Reminders.Count.ShouldBe(0);
    }

    private Task RemindAsync() =>
        cluster
            .Grains.GetGrain<ILedgerGrain>(GrainKeys.Of("a"))
            .AsReference<IRemindable>()
            .ReceiveReminder(PendingGuard.ReminderName, default);

    private Task<long> IncrementAsync(params Effect[] effects) =>
        under.Engine.Runner(definition, "a").TurnAsync(Ledger.IncrementWith(effects), default);

    private Task<long> ValueAsync() => under.Engine.Runner(definition, "a").ReadAsync(state => state.Value, default);
}
