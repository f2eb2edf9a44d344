using FsCheck;
using FsCheck.Fluent;

namespace WakuGrains.Tests.Schedules;

/// <summary>
/// Any schedule of sending, pairing, rotating, losing and recovering devices of a few identities, on a network that loses, repeats
/// and reorders, with somebody who forges: nothing is delivered twice, nothing forged is delivered, nothing that arrived is missing;
/// and once the network is calm every two devices understand each other within two round trips. A counterexample is printed as the
/// code that plays it again.
/// </summary>
public abstract class DeviceScheduleTests
{
    /// <summary>Devices, so many of each identity, that know where to find each other.</summary>
    protected static async Task HoldsOfAcquaintancesAsync(int[] sizes, int schedules)
    {
        var (unpaired, paired) = await WorldStart.OfAcquaintancesAsync(sizes);
        Hold(schedule => schedule.IsPaired ? paired : unpaired, schedules);
    }

    /// <summary>Devices, so many of each identity, that have never heard of each other.</summary>
    protected static async Task HoldsOfStrangersAsync(int[] sizes, int schedules)
    {
        var start = await WorldStart.OfStrangersAsync(sizes);
        Hold(_ => start, schedules);
    }

    private static void Hold(Func<DeviceSchedule, WorldStart> start, int schedules)
    {
        var property = Prop.ForAll(
            DeviceSchedule.Any,
            async (DeviceSchedule schedule) =>
            {
                await DevicePlay.RunAsync(start(schedule), schedule);
                return true;
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(schedules), property);
    }
}

/// <summary>Two identities with one or two devices.</summary>
public sealed class TwoIdentitiesScheduleTests : DeviceScheduleTests
{
    [Theory]
    [InlineData(new[] { 1, 1 }, 300)]
    [InlineData(new[] { 2, 2 }, 250)]
    public Task Acquainted(int[] sizes, int schedules) => HoldsOfAcquaintancesAsync(sizes, schedules);

    [Theory]
    [InlineData(new[] { 2, 2 }, 20)]
    public Task Strangers(int[] sizes, int schedules) => HoldsOfStrangersAsync(sizes, schedules);
}

/// <summary>Two identities, with more devices than a message is encrypted for.</summary>
public sealed class ManyDevicesScheduleTests : DeviceScheduleTests
{
    [Theory]
    [InlineData(new[] { 1, 3 }, 100)]
    [InlineData(new[] { 4, 4 }, 80)]
    [InlineData(new[] { 4, 2 }, 60)]
    public Task Acquainted(int[] sizes, int schedules) => HoldsOfAcquaintancesAsync(sizes, schedules);

    [Theory]
    [InlineData(new[] { 4, 1 }, 15)]
    public Task Strangers(int[] sizes, int schedules) => HoldsOfStrangersAsync(sizes, schedules);
}

/// <summary>Three and four identities.</summary>
public sealed class ManyIdentitiesScheduleTests : DeviceScheduleTests
{
    [Theory]
    [InlineData(new[] { 2, 2, 2 }, 150)]
    [InlineData(new[] { 4, 1, 2 }, 50)]
    [InlineData(new[] { 2, 2, 2, 2 }, 40)]
    [InlineData(new[] { 3, 1, 1, 2 }, 40)]
    public Task Acquainted(int[] sizes, int schedules) => HoldsOfAcquaintancesAsync(sizes, schedules);

    [Theory]
    [InlineData(new[] { 1, 1, 1 }, 20)]
    public Task Strangers(int[] sizes, int schedules) => HoldsOfStrangersAsync(sizes, schedules);
}
