using FsCheck;
using FsCheck.Fluent;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Schedules;

/// <summary>
/// Any schedule of sending, restarting and waiting on a network that loses, repeats and reorders: nothing is delivered twice,
/// nothing that arrived is missing, nothing is forged; and once the faults stop, both directions work within one round trip. A
/// counterexample is printed with the seed that makes it again.
/// </summary>
public sealed class ScheduleTests
{
    private const int LongestSchedule = 60;
    private const int MaxRotations = 3;

    private enum Kind
    {
        Send,
        Acknowledge,
        Release,
        Restart,
        Corrupt,
        Announce,
        Minute,
        Day,
    }

    [Theory]
    [InlineData(2, 120)]
    [InlineData(3, 80)]
    public async Task Bots_that_have_each_others_topics(int size, int schedules)
    {
        using var world = await BotWorld.CreateAsync(size);
        await world.NegotiateAsync();
        Hold(world, schedules);
    }

    [Theory]
    [InlineData(2, 12)]
    [InlineData(3, 6)]
    public async Task Bots_that_have_never_heard_of_each_other(int size, int schedules)
    {
        using var world = await BotWorld.CreateAsync(size);
        Hold(world, schedules);
    }

    private static void Hold(BotWorld world, int schedules)
    {
        var start = world.Save();
        var property = Prop.ForAll(
            Schedules,
            async (Schedule schedule) =>
            {
                await PlayAsync(world, start, schedule);
                return true;
            }
        );
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(schedules), property);
    }

    private static async Task PlayAsync(BotWorld world, MemoryContents[] start, Schedule schedule)
    {
        var network = new NetworkFaults(
            new(schedule.Drop / 100.0, schedule.Duplicate / 100.0, schedule.Delay / 100.0),
            new SeededRandom(schedule.Seed)
        );
        world.Reset(start, network);
        var rotations = 0;
        foreach (var step in schedule.Steps)
        {
            if (step.Kind == Kind.Day && rotations++ >= MaxRotations)
                continue;
            await PlayAsync(world, network, step);
        }

        world.StopFaults();
        await network.ReleaseAsync();
        await world.CheckMailboxesAsync();
        await EveryPairTalksAsync(world);
        await world.CheckMailboxesAsync();
    }

    private static Task PlayAsync(BotWorld world, NetworkFaults network, Step step)
    {
        var from = step.Pick % world.Size;
        var to = (from + 1 + (step.Pick / world.Size % (world.Size - 1))) % world.Size;
        switch (step.Kind)
        {
            case Kind.Send:
                return world.SendAsync(from, to);
            case Kind.Acknowledge:
                return world.AcknowledgeAsync(from, to);
            case Kind.Release:
                return network.ReleaseAsync();
            case Kind.Restart:
                return world.RestartAsync(from);
            case Kind.Corrupt:
                return world.CorruptAsync(from, step.Pick);
            case Kind.Announce:
                return world.AnnounceAsync(from);
            default:
                world.Advance(step.Kind == Kind.Day ? TimeSpan.FromHours(25) : TimeSpan.FromMinutes(2));
                return Task.CompletedTask;
        }
    }

    private static async Task EveryPairTalksAsync(BotWorld world)
    {
        for (var one = 0; one < world.Size; one++)
        for (var other = one + 1; other < world.Size; other++)
        {
            (await world.HasAsync(other, await world.SendAsync(one, other))).ShouldBeTrue("there");
            (await world.HasAsync(one, await world.SendAsync(other, one))).ShouldBeTrue("and back");
            (await world.HasAsync(other, await world.SendAsync(one, other))).ShouldBeTrue("there again");
            world.LastEncryption(other).ShouldBe(MessageEncryption.DoubleRatchet, "the session is agreed on");
        }
    }

    private static Arbitrary<Schedule> Schedules =>
        Arb.From(
            from rates in Gen.Choose(0, 40).ArrayOf(3)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from length in Gen.Choose(1, LongestSchedule)
            from steps in Steps.ArrayOf(length)
            select new Schedule(seed, rates[0], rates[1], rates[2], steps),
            Shrink
        );

    private static Gen<Step> Steps =>
        from kind in Gen.Frequency(
            (8, Gen.Constant(Kind.Send)),
            (2, Gen.Elements(Kind.Acknowledge, Kind.Restart)),
            (2, Gen.Elements(Kind.Release, Kind.Corrupt, Kind.Announce, Kind.Minute, Kind.Day))
        )
        from pick in Gen.Choose(0, 10_000)
        select new Step(kind, pick);

    // Fewer steps first, a quieter network then.
    private static IEnumerable<Schedule> Shrink(Schedule schedule)
    {
        for (var i = 0; i < schedule.Steps.Length; i++)
            yield return schedule with
            {
                Steps = [.. schedule.Steps[..i], .. schedule.Steps[(i + 1)..]],
            };
        if (schedule.Drop > 0)
            yield return schedule with
            {
                Drop = 0,
            };
        if (schedule.Duplicate > 0)
            yield return schedule with
            {
                Duplicate = 0,
            };
        if (schedule.Delay > 0)
            yield return schedule with
            {
                Delay = 0,
            };
    }

    private readonly record struct Step(Kind Kind, int Pick);

    private sealed record Schedule(int Seed, int Drop, int Duplicate, int Delay, Step[] Steps)
    {
        public override string ToString() =>
            $"seed {Seed}, drop {Drop} %, duplicate {Duplicate} %, delay {Delay} %: {string.Join(", ", Steps.Select(step => $"{step.Kind} {step.Pick}"))}";
    }
}
