namespace WakuGrains.Silo.Tests;

public sealed class LongPollTests : SiloTest
{
    private readonly ObservedTime time = new();

    protected override TimeProvider Time => time;

    [Fact]
    public async Task A_poll_is_held_back_until_its_time_is_up()
    {
        await OpenAsync("bob");
        var poll = GetAsync("identities/bob/messages?wait=41");
        await time.WaitBegunAsync(TimeSpan.FromSeconds(41));
        poll.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(41));
        (await poll).GetProperty("messages").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_message_ends_the_poll()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        var poll = GetAsync("identities/bob/messages?wait=42.5");
        await time.WaitBegunAsync(TimeSpan.FromSeconds(42.5));
        using var sent = await PostAsync("identities/alice/messages", new { to = bob, text = "wake up" });
        (await poll).GetProperty("messages")[0].Text("text").ShouldBe("wake up");
    }

    [Fact]
    public async Task A_stopping_silo_lets_its_pollers_go()
    {
        await OpenAsync("bob");
        var poll = Http.GetAsync("v1/identities/bob/messages?wait=43", Cancel);
        await time.WaitBegunAsync(TimeSpan.FromSeconds(43));
        var stopping = Silo.StopAsync();
        await ShouldBeProblemAsync(poll, 503, "stopping", null);
        await stopping;
    }
}
