using WakuGrains.Messages;
using WakuGrains.Sessions;
using WakuGrains.Tests.Support;

namespace WakuGrains.Tests.Schedules;

/// <summary>Plays schedules in worlds, and asks afterwards whether everybody understands everybody.</summary>
internal static class DevicePlay
{
    private const int MaxDays = 3;
    private const int MaxLost = 2;

    // A bundle is signed again after a minute, and shows its device as the most recently active then.
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(61);

    /// <summary>Plays a schedule to its end.</summary>
    public static async Task RunAsync(WorldStart start, DeviceSchedule schedule)
    {
        using var world = await DeviceWorld.CreateAsync(start, schedule.Seed, schedule.Rates);
        var days = 0;
        foreach (var step in schedule.Steps)
        {
            if (step.Happening == Happening.Day && days++ >= MaxDays)
                continue;
            await PlayAsync(world, step);
            await world.SettleAsync(carriesLetters: step.Detail % 4 != 0);
        }

        await world.CalmAsync();
        await world.CheckAsync();
        world.Advance(TimeSpan.FromHours(schedule.QuietHours));
        await EveryPairTalksAsync(world, new SeededRandom(schedule.Seed));
        await world.CheckAsync();
    }

    private static Task PlayAsync(DeviceWorld world, DeviceStep step)
    {
        var device = Pick(world.Alive, step.One);
        switch (step.Happening)
        {
            case Happening.Send:
                return world.SendAsync(device, Peer(world, device, step.Other));
            case Happening.Acknowledge:
                return world.ActAsync(device, one => one.AcknowledgeAsync(Pick(world.Alive, step.Other).PublicKey));
            case Happening.Release:
                return world.ReleaseAsync();
            case Happening.Restart:
                return world.RestartAsync(device);
            case Happening.Announce:
                return world.ActAsync(device, one => one.AnnounceAsync());
            case Happening.Introduce:
                return world.ActAsync(device, one => one.IntroduceAsync());
            case Happening.Pair or Happening.Unpair:
                return PairAsync(world, device, step);
            case Happening.Recover:
                return world.Lost < MaxLost ? world.RecoverAsync(device) : Task.CompletedTask;
            case Happening.Reset:
                return world.ResetAsync(device, Peer(world, device, step.Other));
            case Happening.Corrupt:
                return world.CorruptAsync(device, step.Other, step.Detail);
            case Happening.Resign:
                return world.ResignAsync(device, step.Other, step.Detail);
            case Happening.Damage:
                return world.DamageAsync(device, step.Other, step.Detail);
            default:
                world.Advance(
                    step.Happening switch
                    {
                        Happening.Day => TimeSpan.FromHours(25),
                        Happening.Hours => TimeSpan.FromHours(3),
                        _ => Minute,
                    }
                );
                return Task.CompletedTask;
        }
    }

    private static Task PairAsync(DeviceWorld world, WorldDevice device, DeviceStep step)
    {
        var siblings = world.Siblings(device);
        return siblings.Count == 0
            ? Task.CompletedTask
            : world.ActAsync(
                device,
                one => one.PairAsync(Pick(siblings, step.Other).Id, step.Happening == Happening.Pair)
            );
    }

    private static WorldDevice Peer(DeviceWorld world, WorldDevice device, int pick) =>
        Pick([.. world.Alive.Where(other => other.Identity != device.Identity)], pick);

    private static T Pick<T>(IReadOnlyList<T> all, int pick) => all[pick % all.Count];

    // Every two devices of different identities, in any order, either of them first.
    private static async Task EveryPairTalksAsync(DeviceWorld world, SeededRandom random)
    {
        foreach (var (one, other) in Shuffled(world, random))
            await TalkAsync(world, one, other);
    }

    private static List<(WorldDevice One, WorldDevice Other)> Shuffled(DeviceWorld world, SeededRandom random) =>
        world
            .Alive.SelectMany(one => world.Alive, (one, other) => (One: one, Other: other))
            .Where(pair => pair.One.Identity < pair.Other.Identity)
            .Select(pair => random.Draw() % 2 == 0 ? pair : (pair.Other, pair.One))
            .OrderBy(_ => random.Draw())
            .ToList();

    // Two round trips for whatever has to be made good; the third is by the ratchet in both directions.
    private static async Task TalkAsync(DeviceWorld world, WorldDevice one, WorldDevice other)
    {
        for (var trip = 0; trip < 2; trip++)
        {
            await SayAsync(world, one, other);
            await SayAsync(world, other, one);
        }

        await UnderstandsAsync(world, one, other);
        await UnderstandsAsync(world, other, one);
    }

    private static async Task UnderstandsAsync(DeviceWorld world, WorldDevice from, WorldDevice to)
    {
        var text = await SayAsync(world, from, to);
        world.Encryption(to, text).ShouldBe(MessageEncryption.DoubleRatchet, $"'{text}' at {to}");
    }

    private static async Task<string> SayAsync(DeviceWorld world, WorldDevice from, WorldDevice to)
    {
        world.Advance(Minute);
        var text = await world.SendAsync(from, to);
        var copied = await from.CopiesGoToAsync();
        await world.SettleAsync(carriesLetters: true);
        foreach (var sibling in world.Siblings(from).Where(sibling => copied.Contains(sibling.Id)))
            world.Encryption(sibling, text).ShouldNotBeNull($"a copy of '{text}' at {sibling}");
        return text;
    }
}
