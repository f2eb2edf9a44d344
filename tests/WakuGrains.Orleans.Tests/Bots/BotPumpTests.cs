using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Orleans.Bots;
using WakuGrains.Orleans.Tests.Messaging;

namespace WakuGrains.Orleans.Tests.Bots;

/// <summary>A bot that is a grain gets every message, in order, whatever happens to silos and to its own code.</summary>
public sealed class BotPumpTests
{
    private static readonly IdentityKey Alice = new("default", "alice");
    private static readonly IdentityKey Bot = new("default", "diary");

    private readonly ClusterWorld world = new();
    private readonly Diary diary = new();

    [Fact(Timeout = 240_000)]
    public async Task Messages_come_in_order_as_they_are_and_are_acknowledged()
    {
        await using var cluster = await StartAsync();
        var alice = await cluster.OpenAsync(Alice);
        await SendAsync(cluster, 10);
        await diary.UntilAsync(10);
        diary.Entries.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, 10).Select(n => (long)n));
        var first = diary.Entries[0];
        (first.Tenant, first.Bot, first.Sender, first.ContentType).ShouldBe(
            ("default", "diary", Protocol.Application.IdentityText.Compressed(alice.PublicKey), "text/plain")
        );
        first.Body.ToArray().ShouldBe("0"u8.ToArray());
        await IsAcknowledgedAsync(cluster, 10);
    }

    [Theory(Timeout = 240_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silo_that_dies_in_the_middle_takes_no_message_with_it(bool ofThePump)
    {
        await using var cluster = await StartAsync();
        await cluster.OpenAsync(Alice);
        var sending = SendAsync(cluster, 40);
        await diary.UntilAsync(8);
        await cluster.KillOwnerAsync(ofThePump ? Pump(cluster) : Diarist(cluster));
        await sending;
        await diary.UntilAsync(40);
        diary.Numbers.ShouldBe(Enumerable.Range(1, 40).Select(n => (long)n));
        await IsAcknowledgedAsync(cluster, 40);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_message_that_fails_comes_again_before_the_next_one_and_is_answered_once()
    {
        diary.LetFail(sequence: 2, times: 3);
        await using var cluster = await StartAsync();
        await cluster.OpenAsync(Alice);
        await SendAsync(cluster, 3);
        await diary.UntilAsync(3);
        diary.Entries.Select(entry => entry.Sequence).ShouldBe([1, 2, 2, 2, 2, 3]);
        diary.Entries.Where(entry => entry.Sequence == 2).Select(entry => entry.Id).Distinct().ShouldHaveSingleItem();
        (await cluster.ReadAsync(Alice, 3)).Count.ShouldBe(3);
        await IsAcknowledgedAsync(cluster, 3);
        (await cluster.Mediator.Send(new GetMailboxStatus(Alice))).LastSequence.ShouldBe(3);
    }

    [Fact]
    public async Task A_bot_has_one_grain_and_a_name()
    {
        var refused = new List<Exception>();
        await using var cluster = await BotCluster.StartAsync(
            world,
            1,
            silo =>
            {
                silo.AddWakuBot<IDiaryGrain>("diary").AddWakuBot<IDiaryGrain>("diary", tenant: "another");
                refused.Add(Should.Throw<ArgumentException>(() => silo.AddWakuBot<IDiaryGrain>("diary")));
                refused.Add(Should.Throw<ArgumentException>(() => silo.AddWakuBot<IDiaryGrain>("a/b")));
                refused.Add(Should.Throw<ArgumentException>(() => silo.AddWakuBot<IDiaryGrain>("a", tenant: "")));
                silo.Services.AddSingleton(diary);
            }
        );
        refused.Count.ShouldBe(3);
    }

    private Task<BotCluster> StartAsync() =>
        BotCluster.StartAsync(
            world,
            2,
            silo =>
            {
                silo.AddWakuBot<IDiaryGrain>(Bot.Name);
                silo.Services.AddSingleton(diary);
            }
        );

    private static async Task SendAsync(BotCluster cluster, int count)
    {
        var bot = await cluster.OpenAsync(Bot);
        for (var i = 0; i < count; i++)
            await cluster.SendAsync(Alice, bot.PublicKey, $"{i}");
    }

    // The last one is acknowledged after it was written down.
    private static async Task IsAcknowledgedAsync(BotCluster cluster, int count)
    {
        while ((await cluster.Mediator.Send(new GetMailboxStatus(Bot))).AcknowledgedSequence < count)
            await Task.Yield();
    }

    private static IAddressable Pump(BotCluster cluster) =>
        cluster.Grains.GetGrain<IBotPumpGrain>(GrainKeys.Of(Bot.ToString()));

    private static IAddressable Diarist(BotCluster cluster) =>
        cluster.Grains.GetGrain<IDiaryGrain>(GrainKeys.Of(Bot.ToString()));
}
