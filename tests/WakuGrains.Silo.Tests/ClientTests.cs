using System.Net;
using WakuGrains.Client;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Tests;

/// <summary>The client library against a silo, as a bot's author uses it.</summary>
public sealed class ClientTests : IDisposable
{
    private static readonly WakuClientOptions Impatient = new()
    {
        MinRetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(20),
    };

    private readonly TemporaryData data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task The_ten_line_bot_answers()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        await using var waku = silo.OpenClient();
        var alice = await waku.OpenIdentityAsync("alice", Cancel);
        var bot = await waku.OpenIdentityAsync("support", Cancel);

        var sent = await alice.SendAsync(bot.Identity.PublicKey, "hello", cancellationToken: Cancel);
        var question = await FirstAsync(bot);
        var answer = await question.ReplyAsync($"you said: {question.Text}", Cancel);

        var received = await FirstAsync(alice);
        received.Text.ShouldBe("you said: hello");
        received.Id.ShouldBe(answer.MessageId);
        received.InReplyTo.ShouldBe(sent.MessageId);
        received.Sender.ShouldBe(bot.Identity.PublicKey);
    }

    [Fact]
    public async Task A_message_is_acknowledged_when_the_loop_asks_for_the_next()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        await using var waku = silo.OpenClient();
        var alice = await waku.OpenIdentityAsync("alice", Cancel);
        var bob = await waku.OpenIdentityAsync("bob", Cancel);
        await alice.SendAsync(bob.Identity.PublicKey, "one", cancellationToken: Cancel);
        await alice.SendAsync(bob.Identity.PublicKey, "two", cancellationToken: Cancel);

        await Should.ThrowAsync<InvalidOperationException>(() => CrashAtAsync(bob, "two"));
        (await bob.GetMailboxAsync(Cancel)).ShouldBe(new MailboxPosition(2, 1, 1));
        (await FirstAsync(bob)).Text.ShouldBe("two");
    }

    [Fact]
    public async Task A_handler_that_runs_again_does_not_answer_again()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        await using var waku = silo.OpenClient();
        var alice = await waku.OpenIdentityAsync("alice", Cancel);
        var bob = await waku.OpenIdentityAsync("bob", Cancel);
        await alice.SendAsync(bob.Identity.PublicKey, "question", cancellationToken: Cancel);

        var first = await (await FirstAsync(bob)).ReplyAsync("answer", Cancel);
        var again = await FirstAsync(bob);
        var repeated = await again.ReplyAsync("answer", Cancel);
        (repeated.MessageId, repeated.Replayed).ShouldBe((first.MessageId, true));
        (await again.ReplyAsync("answer", Cancel)).MessageId.ShouldNotBe(
            first.MessageId,
            "the second reply is another"
        );
    }

    [Fact]
    public async Task Receiving_goes_on_after_the_silo_was_restarted()
    {
        var silo = await RunningSilo.StartAsync(data.Directory);
        await using var waku = new WakuClient(silo.Address.ToString(), silo.ApiKey, Impatient);
        var alice = await waku.OpenIdentityAsync("alice", Cancel);
        var bob = await waku.OpenIdentityAsync("bob", Cancel);
        await using var received = bob.ReceiveAsync(Cancel).GetAsyncEnumerator(Cancel);

        await alice.SendAsync(bob.Identity.PublicKey, "before", cancellationToken: Cancel);
        (await received.MoveNextAsync()).ShouldBeTrue();
        received.Current.Text.ShouldBe("before");

        var next = received.MoveNextAsync();
        await silo.DisposeAsync();
        var sending = alice.SendAsync(bob.Identity.PublicKey, "in between", cancellationToken: Cancel);
        await using var restarted = await RunningSilo.StartAsync(data.Directory, silo.Address.Port);
        await sending;
        (await next).ShouldBeTrue();
        received.Current.Text.ShouldBe("in between");
        restarted.ApiKey.ShouldBe(silo.ApiKey);
    }

    [Fact]
    public async Task Content_of_any_type_arrives_byte_for_byte()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        await using var waku = silo.OpenClient();
        var alice = await waku.OpenIdentityAsync("alice", Cancel);
        var bob = await waku.OpenIdentityAsync("bob", Cancel);
        byte[] bytes = [0, 0xff, 0xfe, 7];
        var content = new DataContent("text/weird", bytes, new Dictionary<string, string> { ["k"] = "v" });
        await alice.SendAsync(bob.Identity.PublicKey, content, cancellationToken: Cancel);

        var message = await FirstAsync(bob);
        message.ContentType.ShouldBe("text/weird");
        message.Body.ToArray().ShouldBe(bytes);
        message.Headers["k"].ShouldBe("v");
    }

    [Fact]
    public async Task Refusals_name_code_and_field()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        await using var waku = silo.OpenClient();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        var refusal = await Should.ThrowAsync<WakuRequestException>(() => bot.SendAsync("nobody", "x", null, Cancel));
        (refusal.Status, refusal.Code, refusal.Field).ShouldBe((HttpStatusCode.BadRequest, "recipient_invalid", "to"));

        await using var stranger = new WakuClient(silo.Address.ToString(), "wrong");
        var unknown = await Should.ThrowAsync<WakuRequestException>(() => stranger.ListIdentitiesAsync(Cancel));
        (unknown.Status, unknown.Code).ShouldBe((HttpStatusCode.Unauthorized, "api_key_invalid"));
    }

    [Fact]
    public async Task Cards_status_and_lists_come_through()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        await using var waku = silo.OpenClient();
        var alice = await waku.OpenIdentityAsync("alice", Cancel);
        var bob = await waku.OpenIdentityAsync("bob", Cancel);
        (await waku.ListIdentitiesAsync(Cancel)).ShouldBe([alice.Identity, bob.Identity]);

        var card = await bob.GetContactCardAsync(Cancel);
        (await alice.AddContactAsync(card.Text, Cancel)).ShouldBe(bob.Identity.PublicKey);

        var sent = await alice.SendAsync(bob.Identity.PublicKey, "x", cancellationToken: Cancel);
        (await alice.GetSentAsync(sent.MessageId, Cancel))!.MessageId.ShouldBe(sent.MessageId);
        (await alice.GetSentAsync("0x" + new string('0', 64), Cancel)).ShouldBeNull();
    }

    private static async Task<IncomingMessage> FirstAsync(IWakuBot bot)
    {
        await foreach (var message in bot.ReceiveAsync(Cancel))
            return message;
        throw new InvalidOperationException("ReceiveAsync has no end.");
    }

    private static async Task CrashAtAsync(IWakuBot bot, string text)
    {
        await foreach (var message in bot.ReceiveAsync(Cancel))
        {
            if (message.Text == text)
                throw new InvalidOperationException("The handler is broken.");
        }
    }
}
