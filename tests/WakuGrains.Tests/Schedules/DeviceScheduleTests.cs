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
    /// <summary>Devices that know where to find each other.</summary>
    protected static async Task HoldsOfAcquaintancesAsync(int identities, int devicesEach, int schedules)
    {
        var (unpaired, paired) = await WorldStart.OfAcquaintancesAsync(identities, devicesEach);
        Hold(schedule => schedule.IsPaired ? paired : unpaired, schedules);
    }

    /// <summary>Devices that have never heard of each other.</summary>
    protected static async Task HoldsOfStrangersAsync(int identities, int devicesEach, int schedules)
    {
        var start = await WorldStart.OfStrangersAsync(identities, devicesEach);
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

/// <summary>Two identities.</summary>
public sealed class TwoIdentitiesTests : DeviceScheduleTests
{
    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 300)]
    public Task Acquainted(int devicesEach, int schedules) => HoldsOfAcquaintancesAsync(2, devicesEach, schedules);

    [Theory]
    [InlineData(2, 20)]
    public Task Strangers(int devicesEach, int schedules) => HoldsOfStrangersAsync(2, devicesEach, schedules);
}

/// <summary>Two identities with many devices.</summary>
public sealed class ManyDevicesTests : DeviceScheduleTests
{
    [Theory]
    [InlineData(4, 120)]
    public Task Acquainted(int devicesEach, int schedules) => HoldsOfAcquaintancesAsync(2, devicesEach, schedules);
}

/// <summary>Three and four identities.</summary>
public sealed class ManyIdentitiesTests : DeviceScheduleTests
{
    [Theory]
    [InlineData(3, 2, 200)]
    [InlineData(4, 2, 80)]
    public Task Acquainted(int identities, int devicesEach, int schedules) =>
        HoldsOfAcquaintancesAsync(identities, devicesEach, schedules);

    [Theory]
    [InlineData(3, 1, 20)]
    public Task Strangers(int identities, int devicesEach, int schedules) =>
        HoldsOfStrangersAsync(identities, devicesEach, schedules);
}
