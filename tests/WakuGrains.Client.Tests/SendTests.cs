using System.Net;

namespace WakuGrains.Client.Tests;

public sealed class SendTests : IDisposable
{
    private const string Receipt =
        """{"messageId":"0x01","acceptedAt":"2026-01-01T00:00:00Z","replayed":false,"somethingNew":1}""";

    private readonly ScriptedSilo silo = new();
    private readonly ImpatientTime time = new(TimeSpan.FromSeconds(16));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => silo.Dispose();

    [Fact]
    public async Task A_repeated_send_carries_the_same_idempotency_key_and_body()
    {
        silo.AnswerIdentity().Break().Answer("", HttpStatusCode.BadGateway).Answer(Receipt, HttpStatusCode.Accepted);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        (await bot.SendAsync("zQ3sh2", "hello", cancellationToken: Cancel)).MessageId.ShouldBe("0x01");

        var sends = silo.Requests.Skip(1).ToArray();
        sends.Length.ShouldBe(3);
        sends.Distinct().Count().ShouldBe(1);
        sends[0].IdempotencyKey.ShouldNotBeNullOrEmpty();
        sends[0].Body.ShouldBe("""{"to":"zQ3sh2","text":"hello"}""");
    }

    [Fact]
    public async Task Several_recipients_are_one_send()
    {
        silo.AnswerIdentity().Answer(Receipt).Answer(Receipt);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await bot.SendAsync(["zQ3sh2", "zQ3sh3"], "hello", cancellationToken: Cancel);
        await bot.SendAsync(["zQ3sh2"], "hello", cancellationToken: Cancel);
        silo.Requests.Skip(1)
            .Select(asked => asked.Body)
            .ShouldBe(["""{"to":["zQ3sh2","zQ3sh3"],"text":"hello"}""", """{"to":["zQ3sh2"],"text":"hello"}"""]);
    }

    [Fact]
    public async Task Two_sends_carry_two_keys()
    {
        silo.AnswerIdentity().Answer(Receipt).Answer(Receipt);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await bot.SendAsync("zQ3sh2", "hello", cancellationToken: Cancel);
        await bot.SendAsync("zQ3sh2", "hello", cancellationToken: Cancel);
        silo.Requests.Skip(1).Select(asked => asked.IdempotencyKey).ShouldBeUnique();
    }

    [Fact]
    public async Task A_key_of_the_callers_own_is_used()
    {
        silo.AnswerIdentity().Answer(Receipt);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await bot.SendAsync("zQ3sh2", "hello", new SendOptions { IdempotencyKey = "mine" }, Cancel);
        silo.Requests.Last().IdempotencyKey.ShouldBe("mine");
    }

    [Fact]
    public async Task A_refusal_is_not_repeated()
    {
        silo.AnswerIdentity()
            .Answer("""{"code":"text_too_long","field":"text","detail":"Too long."}""", HttpStatusCode.BadRequest);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        var refusal = await Should.ThrowAsync<WakuRequestException>(() => bot.SendAsync("zQ3sh2", "x", null, Cancel));
        (refusal.Code, refusal.Field, refusal.Message).ShouldBe(("text_too_long", "text", "Too long."));
        silo.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refusal_in_foreign_words_is_a_refusal()
    {
        silo.Then((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = Page() }));
        await using var waku = Open();
        var refusal = await Should.ThrowAsync<WakuRequestException>(() => waku.ListIdentitiesAsync(Cancel));
        (refusal.Status, refusal.Code, refusal.Field).ShouldBe((HttpStatusCode.Forbidden, "unknown", null));

        static StringContent Page() => new("<html>", System.Text.Encoding.UTF8, "application/json");
    }

    [Fact]
    public async Task A_silo_that_stays_away_is_given_up_after_the_time_that_was_set()
    {
        for (var attempt = 0; attempt < 100; attempt++)
            silo.Break();
        await using var waku = Open();
        var failure = await Should.ThrowAsync<WakuUnavailableException>(() => waku.ListIdentitiesAsync(Cancel));
        failure.Message.ShouldContain("Connection refused.");
        failure.InnerException.ShouldBeOfType<HttpRequestException>();
        silo.Requests.Count.ShouldBeInRange(8, 20);
    }

    [Fact]
    public async Task A_request_that_hangs_is_given_up_and_repeated()
    {
        silo.Hang().Answer("""{"identities":[]}""");
        await using var waku = Open(new WakuClientOptions { RequestTimeout = TimeSpan.FromSeconds(1) });
        (await waku.ListIdentitiesAsync(Cancel)).ShouldBeEmpty();
        silo.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_silo_that_asks_for_patience_gets_it()
    {
        silo.Then(
            (_, _) =>
            {
                var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
                response.Headers.RetryAfter = new(TimeSpan.FromSeconds(7));
                return Task.FromResult(response);
            }
        );
        silo.Answer("""{"identities":[]}""");
        await using var waku = Open();
        await waku.ListIdentitiesAsync(Cancel);
        time.Delays.ShouldContain(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_cancelled_call_ends_at_once()
    {
        using var cancel = new CancellationTokenSource();
        silo.Then(
            async (_, _) =>
            {
                await cancel.CancelAsync();
                throw new HttpRequestException("Connection refused.");
            }
        );
        await using var waku = Open();
        await Should.ThrowAsync<OperationCanceledException>(() => waku.ListIdentitiesAsync(cancel.Token));
        silo.Requests.Count.ShouldBe(1);
    }

    private WakuClient Open(WakuClientOptions? options = null) =>
        new(
            "http://silo/",
            "key",
            (options ?? new WakuClientOptions { RequestTimeout = TimeSpan.FromHours(1) }) with
            {
                Handler = silo,
                TimeProvider = time,
            }
        );
}
