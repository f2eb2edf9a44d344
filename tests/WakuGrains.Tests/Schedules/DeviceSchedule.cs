using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Embedded.InProcess;

namespace WakuGrains.Tests.Schedules;

/// <summary>What happens in one step.</summary>
internal enum Happening
{
    Send,
    Acknowledge,
    Release,
    Restart,
    Announce,
    Introduce,
    Pair,
    Unpair,
    Recover,
    Reset,
    Corrupt,
    Resign,
    Damage,
    Minute,
    Hours,
    Day,
}

/// <summary>A step, with numbers that say who takes part.</summary>
internal readonly record struct DeviceStep(Happening Happening, int One, int Other, int Detail)
{
    /// <inheritdoc/>
    public override string ToString() => $"new(Happening.{Happening}, {One}, {Other}, {Detail})";
}

/// <summary>A schedule: how bad the network is, what happens, and how long it is quiet afterwards.</summary>
/// <param name="Seed">All randomness in the world.</param>
/// <param name="Drop">Percent of envelopes that are lost, for each receiver.</param>
/// <param name="Duplicate">Percent that come twice.</param>
/// <param name="Delay">Percent that are held back.</param>
/// <param name="IsPaired">Whether all devices of an identity are paired at the beginning.</param>
/// <param name="QuietHours">Hours between the last step and the first word afterwards.</param>
/// <param name="Steps">What happens.</param>
internal sealed record DeviceSchedule(
    int Seed,
    int Drop,
    int Duplicate,
    int Delay,
    bool IsPaired,
    int QuietHours,
    DeviceStep[] Steps
)
{
    private const int LongestSchedule = 50;
    private const int Picks = 10_000;

    /// <summary>What the network does.</summary>
    public NetworkFaultRates Rates => new(Drop / 100.0, Duplicate / 100.0, Delay / 100.0);

    /// <summary>Schedules, which shrink to shorter ones on a quieter network.</summary>
    public static Arbitrary<DeviceSchedule> Any =>
        Arb.From(
            from rates in Gen.Choose(0, 40).ArrayOf(3)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from isPaired in Gen.Elements(true, false)
            from quiet in Gen.Elements(0, 3, 25)
            from length in Gen.Choose(1, LongestSchedule)
            from steps in AnyStep.ArrayOf(length)
            select new DeviceSchedule(seed, rates[0], rates[1], rates[2], isPaired, quiet, steps),
            Shrink
        );

    /// <inheritdoc/>
    public override string ToString() =>
        $"new({Seed}, {Drop}, {Duplicate}, {Delay}, {(IsPaired ? "true" : "false")}, {QuietHours}, [{string.Join(", ", Steps)}])";

    private static Gen<DeviceStep> AnyStep =>
        from happening in Gen.Frequency(
            (10, Gen.Constant(Happening.Send)),
            (4, Gen.Elements(Happening.Acknowledge, Happening.Restart, Happening.Pair, Happening.Minute)),
            (3, Gen.Elements(Happening.Release, Happening.Announce, Happening.Introduce, Happening.Unpair)),
            (2, Gen.Elements(Happening.Corrupt, Happening.Resign, Happening.Damage)),
            (1, Gen.Elements(Happening.Hours, Happening.Day, Happening.Recover, Happening.Reset))
        )
        from picks in Gen.Choose(0, Picks).ArrayOf(3)
        select new DeviceStep(happening, picks[0], picks[1], picks[2]);

    private static IEnumerable<DeviceSchedule> Shrink(DeviceSchedule schedule) =>
        Shorter(schedule.Steps)
            .Select(steps => schedule with { Steps = steps })
            .Concat(Quieter(schedule).Where(quieter => quieter != schedule));

    private static IEnumerable<DeviceSchedule> Quieter(DeviceSchedule schedule)
    {
        yield return schedule with
        {
            Drop = 0,
        };
        yield return schedule with
        {
            Duplicate = 0,
        };
        yield return schedule with
        {
            Delay = 0,
        };
        yield return schedule with
        {
            QuietHours = 0,
        };
    }

    // Without a half, a quarter and so on down to a single step.
    private static IEnumerable<DeviceStep[]> Shorter(DeviceStep[] steps)
    {
        for (var length = (steps.Length + 1) / 2; length > 0; length /= 2)
        for (var from = 0; from < steps.Length; from += length)
            yield return [.. steps[..from], .. steps[Math.Min(from + length, steps.Length)..]];
    }
}
