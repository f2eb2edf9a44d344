using Shouldly;
using WakuGrains.Interop.Tests.Processes;
using Xunit;

namespace WakuGrains.Interop.Tests.Devices;

/// <summary>
/// Three devices on each side: every message that the network's rules allow arrives, on every device that it was encrypted for,
/// once (54/WAKU2-X3DH-SESSIONS; facts 6).
/// </summary>
public sealed class ManyDevicesTests(StatusPeerInstallation installation)
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(25);

    [Fact]
    public async Task Three_devices_on_each_side_cross_rotate_and_recover()
    {
        await using var sides = await TwoSides.StartAsync(installation, devices: 3);
        var transcript = new Transcript(sides);
        await PairAsync(sides);

        await AmongAllAsync(
            transcript,
            async () =>
            {
                await transcript.CrossAsync(textsEach: 2);
                await transcript.TalkAsync(rounds: 2);
            }
        );

        sides.Advance(Day);
        await AmongAllAsync(transcript, () => transcript.TalkAsync(rounds: 2));
        foreach (var bot in sides.Bots)
            (await bot.PrekeyVersionAsync()).ShouldBe(2u, bot.Name);
        foreach (var peer in sides.Peers)
            (await peer.PrekeyVersionAsync()).ShouldBe(2, peer.Name);

        await RecoverOursAsync(sides, transcript);
        await AmongAllAsync(transcript, () => transcript.TalkAsync(rounds: 2));

        await RecoverTheirsAsync(sides, transcript);
        await AmongAllAsync(transcript, () => transcript.TalkAsync(rounds: 2));
        sides.Network.RepeatedCount.ShouldBeGreaterThan(50);
    }

    private static async Task AmongAllAsync(Transcript transcript, Func<Task> conversation)
    {
        var texts = transcript.FromNowOn();
        transcript.BeginDisorder();
        await conversation();
        await transcript.SettleAsync();
        transcript.WereForEverybody(texts());
        await transcript.CheckAsync();
    }

    // Two of ours have the other side's card; the third starts with the Diffie-Hellman fallback.
    private static async Task PairAsync(TwoSides sides)
    {
        var (bots, network) = (sides.Bots, sides.Network);
        await network.PairAsync(bots[0], bots[1]);
        await network.PairAsync(bots[0], bots[2]);
        await network.PairAsync(bots[1], bots[2]);
        foreach (var bot in bots)
            await network.HasAdvertisedAsync(bot, bots);
        await Pairing.PairAsync(sides.Peers);
        await bots[0].MeetAsync(sides.Peers[0]);
        await bots[1].MeetAsync(sides.Peers[1]);
    }

    /// <summary>
    /// A device of ours is lost, a new one is made from the private key. The other side misses that: it goes on writing to the lost
    /// one, until the new one says that it cannot read this.
    /// </summary>
    private static async Task RecoverOursAsync(TwoSides sides, Transcript transcript)
    {
        await LoseOursAsync(sides, sides.Bots[2]);
        var recovered = await sides.StartBotUnseenAsync("a4");
        await recovered.MeetAsync(sides.Peers[0]);

        var texts = await transcript.SendAtOnceAsync(sides.Peers[0], count: 2);
        foreach (var text in texts)
        {
            await transcript.ArrivesAsync(text, sides.Bots.Where(bot => bot != recovered));
            transcript.IsFor(text, recovered).ShouldBeFalse(text.Text);
        }

        await sides.Network.HasAnsweredAsync(recovered, sides.Peers);
        foreach (var peer in sides.Peers)
            (await peer.DevicesOfAsync(sides.BotIdentity)).ShouldContain(recovered.InstallationId, peer.Name);
        sides.Advance(TimeSpan.FromSeconds(1));
        foreach (var peer in sides.Peers)
            await transcript.ArrivesAsync(await transcript.SendAsync(peer), sides.Bots);
        await transcript.CheckAsync();
        sides.Network.AnswersOf(recovered).ShouldHaveSingleItem();

        await sides.Network.PairAsync(sides.Bots[0], recovered);
        await sides.Network.PairAsync(sides.Bots[1], recovered);
        foreach (var bot in sides.Bots)
            await sides.Network.HasAdvertisedAsync(bot, sides.Bots);
    }

    private static async Task LoseOursAsync(TwoSides sides, BotDevice lost)
    {
        await sides.LoseAsync(lost);
        sides.Advance(TimeSpan.FromSeconds(1));
        var before = sides.Network.Passed.Count;
        foreach (var bot in sides.Bots)
            await bot.UnpairAsync(lost);
        foreach (var bot in sides.Bots)
            await sides.Network.HasAdvertisedAsync(bot, sides.Bots, before);
    }

    /// <summary>
    /// A device of the other side is lost, a new one is made from the private key. Its contact code is missed: we learn of it from
    /// the bundle of a device that is paired with it.
    /// </summary>
    private static async Task RecoverTheirsAsync(TwoSides sides, Transcript transcript)
    {
        var lost = sides.Peers[2];
        await sides.LoseAsync(lost);
        foreach (var peer in sides.Peers)
            await peer.UnpairAsync(lost);
        var recovered = await sides.StartPeerAsync("p4");
        var unread = await transcript.SendAsync(sides.Bots[0]);
        await transcript.ArrivesAsync(unread, sides.All.Where(device => device != recovered));
        transcript.IsFor(unread, recovered).ShouldBeFalse();

        await sides.MissAsync(sides.Bots, () => Pairing.PairAsync(sides.Peers));
        foreach (var bot in sides.Bots)
            (await bot.KnowsAsync(recovered)).ShouldBeFalse(bot.Name);
        sides.Advance(TimeSpan.FromSeconds(1));
        await transcript.ArrivesAsync(await transcript.SendAsync(sides.Peers[0]), sides.All);
        foreach (var bot in sides.Bots)
            await transcript.ArrivesAsync(await transcript.SendAsync(bot), sides.All);
        await transcript.CheckAsync();
    }
}
