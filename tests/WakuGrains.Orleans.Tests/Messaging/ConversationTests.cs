using System.Text;
using WakuGrains.Engine;
using WakuGrains.Mailboxes;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Messaging;

/// <summary>Two bots talk in a cluster, and silos die while they do.</summary>
public sealed class ConversationTests
{
    private static readonly IdentityKey Alice = new("default", "alice");
    private static readonly IdentityKey Bob = new("default", "bob");

    private readonly ClusterWorld world = new();

    [Fact(Timeout = 240_000)]
    public async Task Two_bots_of_two_silos_talk_and_hear_that_they_were_heard()
    {
        await using var cluster = await BotCluster.StartAsync(world, 2);
        var alice = await cluster.OpenAsync(Alice);
        var bob = await cluster.OpenAsync(Bob);
        var first = await cluster.SendAsync(Alice, bob.PublicKey, "hello");
        Texts(await cluster.ReadAsync(Bob, 1)).ShouldBe(["hello"]);
        await cluster.SendAsync(Bob, alice.PublicKey, "hello yourself");
        Texts(await cluster.ReadAsync(Alice, 1)).ShouldBe(["hello yourself"]);
        (await cluster.Bots.FindStatusAsync(Alice.Name, first, SentStatus.Delivered)).ShouldBe(SentStatus.Delivered);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_silo_that_is_killed_in_the_middle_of_sends_loses_nothing()
    {
        await using var cluster = await BotCluster.StartAsync(world, 2);
        var alice = await cluster.OpenAsync(Alice);
        var bob = await cluster.OpenAsync(Bob);
        var sending = Task.WhenAll(
            SendManyAsync(cluster, Alice, bob.PublicKey, 60),
            SendManyAsync(cluster, Bob, alice.PublicKey, 60)
        );
        await cluster.ReadAsync(Bob, 10);
        await cluster.KillAsync(1);
        await cluster.ReadAsync(Bob, 30);
        await cluster.StartAnotherAsync();
        await sending;
        await IsWholeAsync(cluster, 60);
    }

    [Fact(Timeout = 240_000)]
    public async Task All_silos_die_and_others_go_on_from_what_is_stored()
    {
        await using (var before = await BotCluster.StartAsync(world, 2))
        {
            var bob = await before.OpenAsync(Bob);
            await before.OpenAsync(Alice);
            await SendManyAsync(before, Alice, bob.PublicKey, 20);
            await before.KillAsync(1);
            await before.KillAsync(0);
        }

        await using var after = await BotCluster.StartAsync(world, 2);
        var alice = await after.OpenAsync(Alice);
        await SendManyAsync(after, Bob, alice.PublicKey, 20);
        await IsWholeAsync(after, 20);
    }

    [Fact(Timeout = 240_000)]
    public async Task Two_halves_of_a_divided_cluster_never_use_a_message_key_twice()
    {
        await using (var one = await BotCluster.StartAsync(world, 1))
        {
            var bob = await one.OpenAsync(Bob);
            await one.OpenAsync(Alice);
            await one.SendAsync(Alice, bob.PublicKey, "first");
            await one.ReadAsync(Bob, 1);
            await using var other = await BotCluster.StartAsync(world, 1);
            await Task.WhenAll(
                SendManyAsync(one, Alice, bob.PublicKey, 40, "one"),
                SendManyAsync(other, Alice, bob.PublicKey, 40, "other")
            );
        }

        await using var healed = await BotCluster.StartAsync(world, 1);
        var messages = await healed.ReadAsync(Bob, 81);
        Texts(messages).ShouldBeUnique();
        var keys = await healed.ReadKeysAsync(Alice, Bob);
        keys.Keys.ShouldBeGreaterThanOrEqualTo(81);
        keys.UsedTwice.ShouldBeEmpty();
    }

    private static async Task SendManyAsync(
        BotCluster cluster,
        IdentityKey from,
        Protocol.Primitives.PublicKey to,
        int count,
        string name = ""
    )
    {
        for (var i = 0; i < count; i++)
            await cluster.SendAsync(from, to, $"{from.Name} {name} {i}");
    }

    internal static async Task IsWholeAsync(BotCluster cluster, int count, string name = "")
    {
        foreach (var (reader, writer) in new[] { (Bob, Alice), (Alice, Bob) })
            Texts(await cluster.ReadAsync(reader, count))
                .ShouldBe(Enumerable.Range(0, count).Select(i => $"{writer.Name} {name} {i}"), ignoreOrder: true);
        (await cluster.ReadKeysAsync(Alice, Bob)).UsedTwice.ShouldBeEmpty();
    }

    private static IEnumerable<string> Texts(IEnumerable<MailboxMessage> messages) =>
        messages.Select(message => Encoding.UTF8.GetString(message.Content.Body.Span));
}
