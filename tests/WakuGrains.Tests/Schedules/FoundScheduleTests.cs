namespace WakuGrains.Tests.Schedules;

/// <summary>Schedules that once were counterexamples, each by what went wrong.</summary>
public sealed class FoundScheduleTests
{
    // The receiver made a second ratchet of the one shared key and answered on it, where the sender was at the first.
    [Fact]
    public Task The_negative_of_an_ephemeral_key_begins_no_second_session() =>
        PlayAsync(
            [1, 3],
            new(
                504844864,
                0,
                0,
                0,
                false,
                0,
                [
                    new(Happening.Send, 1445, 130, 8870),
                    new(Happening.Send, 628, 7514, 2495),
                    new(Happening.Send, 1325, 4726, 5767),
                    new(Happening.Damage, 1792, 1606, 2264),
                ]
            )
        );

    private static async Task PlayAsync(int[] sizes, DeviceSchedule schedule)
    {
        var (unpaired, paired) = await WorldStart.OfAcquaintancesAsync(sizes);
        await DevicePlay.RunAsync(schedule.IsPaired ? paired : unpaired, schedule);
    }
}
