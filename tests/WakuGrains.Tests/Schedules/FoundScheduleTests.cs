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

    // What the sender had begun before it began anew came after that, and was then written on in vain.
    [Fact]
    public Task A_session_from_before_a_reset_that_comes_late_is_not_written_on() =>
        PlayAsync(
            [1, 3],
            new(
                1623476841,
                21,
                15,
                14,
                false,
                0,
                [
                    new(Happening.Introduce, 7788, 5520, 1508),
                    new(Happening.Send, 6533, 5573, 7893),
                    new(Happening.Send, 8962, 5631, 6626),
                    new(Happening.Send, 7038, 3214, 4094),
                    new(Happening.Send, 7956, 1207, 2624),
                    new(Happening.Send, 4815, 7363, 9967),
                    new(Happening.Send, 4299, 7427, 3153),
                    new(Happening.Reset, 3164, 7125, 6055),
                    new(Happening.Restart, 3147, 3807, 616),
                    new(Happening.Send, 9745, 8137, 4498),
                    new(Happening.Restart, 7268, 884, 1807),
                ]
            )
        );

    private static async Task PlayAsync(int[] sizes, DeviceSchedule schedule)
    {
        var (unpaired, paired) = await WorldStart.OfAcquaintancesAsync(sizes);
        await DevicePlay.RunAsync(schedule.IsPaired ? paired : unpaired, schedule);
    }
}
