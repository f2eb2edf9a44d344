using System.Text;
using WakuGrains.Mailboxes;
using WakuGrains.Orleans.Tests.Messaging;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>Two bots are moved in the middle of their conversation, between engines, and go on as if nothing had been.</summary>
public sealed class MovedBotsTests
{
    private readonly WireTap wire = new();
    private ReadOnlyMemory<byte> heard;
    private ReadOnlyMemory<byte> waiting;

    /// <summary>An engine.</summary>
    public enum Engine
    {
        Embedded,
        Cluster,
    }

    [Theory(Timeout = 240_000)]
    [InlineData(Engine.Embedded, Engine.Cluster)]
    [InlineData(Engine.Cluster, Engine.Embedded)]
    [InlineData(Engine.Cluster, Engine.Cluster)]
    public async Task Nothing_is_lost_and_nothing_comes_twice(Engine from, Engine to)
    {
        using var old = Home(from);
        using var moved = Home(to);
        await TalkUntilTheNodeIsDownAsync(old);
        await MoveAsync(old, moved);
        var refused = await Should.ThrowAsync<StoreUnavailableException>(old.ServeAsync);
        refused.Message.ShouldContain("was exported at");

        await using var life = await moved.ServeAsync();
        // Nobody but the reader calls: what waits is published by itself.
        Texts(await life.Bots.ReceiveAsync("bob", 4, after: 3))
            .ShouldBe(["from alice 3", "waits 0", "waits 1", "waits 2"], ignoreOrder: true);
        Texts(await life.Bots.ReceiveAsync("alice", 2, after: 3)).ShouldBe(["from bob 3", "waits too"]);
        await GoOnAsync(life);
        await AskForStatusesAsync(life, from);
        await life.Bots.AcknowledgeAsync("bob", 8);
        var keys = await wire.ReadKeysAsync(
            life.Entities,
            await life.ListListenersAsync(),
            new("default", "alice"),
            new("default", "bob")
        );
        keys.Keys.ShouldBeGreaterThanOrEqualTo(14);
        keys.UsedTwice.ShouldBeEmpty();
    }

    // Four messages each way, of which three are acknowledged; then four wait in the outbox.
    private async Task TalkUntilTheNodeIsDownAsync(IHome home)
    {
        await using var life = await home.ServeAsync();
        var bots = life.Bots;
        var (alice, bob) = (await bots.OpenAsync("alice"), await bots.OpenAsync("bob"));
        for (var i = 0; i < 4; i++)
        {
            heard = (await bots.SendAsync("alice", bob, $"from alice {i}")).MessageId;
            await bots.ReceiveAsync("bob", i + 1);
            await bots.SendAsync("bob", alice, $"from bob {i}");
            await bots.ReceiveAsync("alice", i + 1);
        }

        (await bots.FindStatusAsync("alice", heard, SentStatus.Delivered)).ShouldBe(SentStatus.Delivered);
        await bots.AcknowledgeAsync("alice", 3);
        await bots.AcknowledgeAsync("bob", 3);
        home.Outage.IsOn = true;
        for (var i = 0; i < 3; i++)
            waiting = (await bots.SendAsync("alice", bob, $"waits {i}", $"waits {i}")).MessageId;
        await bots.SendAsync("bob", alice, "waits too");
    }

    private static async Task MoveAsync(IHome old, IHome moved)
    {
        await using var source = await old.OpenArchiveAsync();
        await using var target = await moved.OpenArchiveAsync();
        (await target.Target.IsEmptyAsync(default)).ShouldBeTrue();
        await target.Target.WriteAsync(source.Source.ReadAllAsync(default), default);
        await source.Source.SealAsync(default);
    }

    private static async Task GoOnAsync(ILife life)
    {
        var bots = life.Bots;
        var (alice, bob) = (await bots.OpenAsync("alice"), await bots.OpenAsync("bob"));
        (await bots.SendAsync("alice", bob, "waits 2", "waits 2")).IsReplay.ShouldBeTrue();
        await bots.SendAsync("bob", alice, "after");
        await bots.ReceiveAsync("alice", 3, after: 3);
        await bots.SendAsync("alice", bob, "after too");
        var messages = await bots.ReceiveAsync("bob", 5, after: 3);
        messages.Select(message => message.Sequence).ShouldBe([4, 5, 6, 7, 8]);
        Text(messages[0]).ShouldBe("from alice 3");
        Text(messages[4]).ShouldBe("after too");
        Texts(await bots.ReceiveAsync("alice", 3, after: 3)).ShouldBe(["from bob 3", "waits too", "after"]);
    }

    private async Task AskForStatusesAsync(ILife life, Engine from)
    {
        (await life.Bots.FindStatusAsync("alice", waiting, SentStatus.Delivered)).ShouldBe(SentStatus.Delivered);
        // Of what has gone a cluster knows hashes only.
        if (from == Engine.Embedded)
            (await life.Bots.FindStatusAsync("alice", heard, SentStatus.Delivered)).ShouldBe(SentStatus.Delivered);
    }

    private IHome Home(Engine engine) => engine == Engine.Embedded ? new EmbeddedHome(wire) : new ClusterHome(wire);

    private static IEnumerable<string> Texts(IEnumerable<MailboxMessage> messages) => messages.Select(Text);

    private static string Text(MailboxMessage message) => Encoding.UTF8.GetString(message.Content.Body.Span);
}
