using System.Net;

namespace WakuGrains.Client.Tests;

public sealed class ReceiveTests : IDisposable
{
    private const string Position = """{"lastSequence":2,"acknowledgedSequence":1,"unacknowledged":1}""";

    private readonly ScriptedSilo silo = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => silo.Dispose();

    [Fact]
    public async Task A_message_is_acknowledged_when_the_next_is_asked_for()
    {
        silo.AnswerIdentity().Answer(Page(1, 2)).Answer(Position).Answer(Position).Answer(Page(3));
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await using var messages = bot.ReceiveAsync(Cancel).GetAsyncEnumerator(Cancel);

        await messages.MoveNextAsync();
        messages.Current.Text.ShouldBe("text 1");
        Paths().ShouldBe(["/v1/identities", "/v1/identities/bot/messages?after=0&limit=100&wait=30"]);

        await messages.MoveNextAsync();
        silo.Requests.Last().Body.ShouldBe("""{"upTo":1}""");
        await messages.MoveNextAsync();
        messages.Current.Sequence.ShouldBe(3);
        Paths().Last().ShouldBe("/v1/identities/bot/messages?after=2&limit=100&wait=30");
        silo.Requests.Select(asked => asked.Body).ShouldContain("""{"upTo":2}""");
    }

    [Fact]
    public async Task Leaving_the_loop_acknowledges_nothing_more()
    {
        silo.AnswerIdentity().Answer(Page(1));
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await foreach (var message in bot.ReceiveAsync(Cancel))
        {
            message.Sequence.ShouldBe(1);
            break;
        }

        silo.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Receiving_never_gives_up()
    {
        silo.AnswerIdentity();
        for (var attempt = 0; attempt < 200; attempt++)
            silo.Break();
        silo.Answer("""{"messages":[]}""").Answer(Page(1));
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await using var messages = bot.ReceiveAsync(Cancel).GetAsyncEnumerator(Cancel);
        (await messages.MoveNextAsync()).ShouldBeTrue();
        messages.Current.Text.ShouldBe("text 1");
    }

    [Fact]
    public async Task An_acknowledgement_that_was_lost_is_repeated_before_the_loop_goes_on()
    {
        silo.AnswerIdentity().Answer(Page(1)).Break().Answer(Position).Answer(Page(2));
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await using var messages = bot.ReceiveAsync(Cancel).GetAsyncEnumerator(Cancel);
        await messages.MoveNextAsync();
        await messages.MoveNextAsync();
        messages.Current.Sequence.ShouldBe(2);
        silo.Requests.Count(asked => asked.Body == """{"upTo":1}""").ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_is_refused_ends_the_loop()
    {
        silo.AnswerIdentity().Answer("""{"code":"api_key_invalid"}""", HttpStatusCode.Unauthorized);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await using var messages = bot.ReceiveAsync(Cancel).GetAsyncEnumerator(Cancel);
        var refusal = await Should.ThrowAsync<WakuRequestException>(() => messages.MoveNextAsync().AsTask());
        refusal.Code.ShouldBe("api_key_invalid");
    }

    [Fact]
    public async Task A_cancelled_loop_ends()
    {
        silo.AnswerIdentity().Hang();
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        using var cancel = new CancellationTokenSource();
        await using var messages = bot.ReceiveAsync(cancel.Token).GetAsyncEnumerator(Cancel);
        var next = messages.MoveNextAsync();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next.AsTask());
    }

    [Fact]
    public async Task What_another_device_sent_is_skipped_and_acknowledged()
    {
        silo.AnswerIdentity()
            .Answer(Page(Sent(1), Sent(2)))
            .Answer(Position)
            .Answer(Page(Sent(3), Message(4)))
            .Answer(Position);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await using var messages = bot.ReceiveAsync(Cancel).GetAsyncEnumerator(Cancel);

        await messages.MoveNextAsync();
        messages.Current.Sequence.ShouldBe(4);
        messages.Current.Direction.ShouldBe(MessageDirection.Received);
        Acknowledgements().ShouldBe(["""{"upTo":2}""", """{"upTo":3}"""], "once for what is skipped in a row");

        silo.Answer(Position).Answer(Page(5));
        await messages.MoveNextAsync();
        Acknowledgements().Last().ShouldBe("""{"upTo":4}""");
    }

    [Fact]
    public async Task What_another_device_sent_is_received_if_that_is_wanted()
    {
        silo.AnswerIdentity().Answer(Page(Sent(1), Message(2))).Answer(Position);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        var options = new ReceiveOptions { IncludeSent = true };
        await using var messages = bot.ReceiveAsync(options, Cancel).GetAsyncEnumerator(Cancel);

        await messages.MoveNextAsync();
        (messages.Current.Direction, messages.Current.Recipient).ShouldBe((MessageDirection.Sent, "zQ3sh3"));
        Acknowledgements().ShouldBeEmpty();
        await messages.MoveNextAsync();
        (messages.Current.Sequence, messages.Current.Recipient).ShouldBe((2, null));
        Acknowledgements().ShouldBe(["""{"upTo":1}"""]);
    }

    private string[] Acknowledgements() =>
        [
            .. silo
                .Requests.Where(asked => asked.Path.EndsWith("/acknowledgements", StringComparison.Ordinal))
                .Select(asked => asked.Body),
        ];

    private string[] Paths() => [.. silo.Requests.Select(asked => asked.Path)];

    private static string Page(params IEnumerable<long> sequences) => Page([.. sequences.Select(Message)]);

    private static string Page(params string[] messages) => $$"""{"messages":[{{string.Join(',', messages)}}]}""";

    private static string Sent(long sequence) =>
        Message(sequence)
            .Replace(
                "\"sender\"",
                "\"direction\":\"sent\",\"recipient\":\"zQ3sh3\",\"sender\"",
                StringComparison.Ordinal
            );

    private static string Message(long sequence) =>
        $$"""
            {"sequence":{{sequence}},"messageId":"0x{{sequence}}","sender":"zQ3sh2","senderInstallation":"d","contentType":"text/plain",
            "text":"text {{sequence}}","headers":{},"sentAt":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:00Z"}
            """;

    // Long polls last up to 30 seconds and have an hour to answer, so that only the delays between attempts are jumped over.
    private WakuClient Open() =>
        new(
            "http://silo",
            "key",
            new WakuClientOptions
            {
                Handler = silo,
                RequestTimeout = TimeSpan.FromHours(1),
                TimeProvider = new ImpatientTime(TimeSpan.FromSeconds(16)),
            }
        );
}
