using Orleans.Runtime;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Tests.Cluster;

namespace WakuGrains.Orleans.Tests.Activation;

/// <summary>An activation ends the reminder that it knows, and no other.</summary>
public sealed class PendingGuardTests
{
    private readonly SharedReminders table = new();

    [Fact]
    public async Task It_is_registered_once_and_ended()
    {
        var guard = Guard();
        guard.IsKnown.ShouldBeFalse();
        await guard.StandAsync();
        await guard.StandAsync();
        (table.Registrations, guard.IsKnown).ShouldBe((1, true));
        await guard.LiftAsync();
        (table.Count, guard.IsKnown).ShouldBe((0, false));
    }

    [Fact]
    public async Task It_is_registered_again_after_a_doubt_and_after_an_end()
    {
        var guard = Guard();
        await guard.StandAsync();
        guard.Doubt();
        guard.IsKnown.ShouldBeTrue("it is still this activation's to end");
        await guard.StandAsync();
        await guard.LiftAsync();
        await guard.StandAsync();
        (table.Registrations, table.Count).ShouldBe((3, 1));
    }

    [Fact]
    public async Task One_that_another_activation_has_registered_since_stays()
    {
        var (guard, other) = (Guard(), Guard());
        await guard.StandAsync();
        await other.StandAsync();
        await guard.LiftAsync();
        (table.Count, guard.IsKnown).ShouldBe((1, false));
        await other.LiftAsync();
        table.Count.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_has_fired_is_ended_whoever_registered_it()
    {
        await Guard().StandAsync();
        var next = Guard();
        await next.LiftAsync();
        table.Count.ShouldBe(1, "it does not know of it");
        await next.FiredAsync();
        await next.LiftAsync();
        table.Count.ShouldBe(0);
    }

    [Fact]
    public async Task One_that_was_ended_before_it_fired_is_registered_again_when_it_is_needed()
    {
        var (guard, other) = (Guard(), Guard());
        await guard.StandAsync();
        await other.FiredAsync();
        await other.LiftAsync();
        await guard.FiredAsync();
        guard.IsKnown.ShouldBeFalse();
        await guard.StandAsync();
        table.Count.ShouldBe(1);
    }

    private PendingGuard Guard() =>
        new(GrainId.Create("ledger", "a"), new TableReminders(table), TimeSpan.FromMinutes(1));
}
