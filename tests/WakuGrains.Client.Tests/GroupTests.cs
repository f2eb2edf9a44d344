using System.Net;

namespace WakuGrains.Client.Tests;

/// <summary>What groups are asked for, how the answers are read, and where a reply goes.</summary>
public sealed class GroupTests : IDisposable
{
    private const string Waiting =
        """{"groupId":"0x01","chatId":"0x01","contentTopic":"/waku/1/0x0/rfc26","keys":[],"waiting":2}""";

    private const string Owned = """
        {"groupId":"0x01","chatId":"c","contentTopic":"/waku/1/0x0/rfc26","owner":"zQ3sh1","ownerHex":"0x04","keys":[
        {"keyId":"0xaa","createdAt":"2026-01-01T00:00:00Z","position":7,"maySend":true}],"waiting":0}
        """;

    private const string Receipt = """{"messageId":"0x01","acceptedAt":"2026-01-01T00:00:00Z","replayed":false}""";

    private const string Position = """{"lastSequence":2,"acknowledgedSequence":1,"unacknowledged":1}""";

    private readonly ScriptedSilo silo = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => silo.Dispose();

    [Fact]
    public async Task Each_call_asks_what_it_says()
    {
        silo.AnswerIdentity().Answer(Owned).Answer(Waiting);
        silo.Then((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent)));
        silo.Answer(Owned).Answer(Receipt, HttpStatusCode.Accepted);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await bot.CreateGroupAsync("0x01", "c", Cancel);
        await bot.JoinGroupAsync("a/b", cancellationToken: Cancel);
        await bot.InviteAsync("0x01", "zQ3sh2", Cancel);
        await bot.RekeyAsync("0x01", ["zQ3sh2", "zQ3sh3"], Cancel);
        await bot.SendToGroupAsync("0x01", "hello", new SendOptions { IdempotencyKey = "mine" }, Cancel);
        silo.Requests.Skip(1)
            .Select(asked => $"{asked.Method} {asked.Path["/v1/identities/bot".Length..]} {asked.Body}")
            .ShouldBe([
                """POST /groups {"groupId":"0x01","chatId":"c"}""",
                "POST /groups/a%2Fb/join {}",
                """POST /groups/0x01/members {"member":"zQ3sh2"}""",
                """POST /groups/0x01/rekey {"members":["zQ3sh2","zQ3sh3"]}""",
                """POST /groups/0x01/messages {"text":"hello"}""",
            ]);
        silo.Requests.Last().IdempotencyKey.ShouldBe("mine");
    }

    [Fact]
    public async Task A_repeated_send_carries_the_same_idempotency_key()
    {
        silo.AnswerIdentity().Break().Answer(Receipt, HttpStatusCode.Accepted);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await bot.SendToGroupAsync("0x01", "hello", cancellationToken: Cancel);
        var sends = silo.Requests.Skip(1).ToArray();
        sends.Length.ShouldBe(2);
        sends.Distinct().ShouldHaveSingleItem().IdempotencyKey.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_group_is_read_whole()
    {
        silo.AnswerIdentity()
            .Answer(Owned)
            .Answer($$"""{"groups":[{{Waiting}}]}""")
            .Answer("""{"code":"group_not_found"}""", HttpStatusCode.NotFound);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        var owned = (await bot.GetGroupAsync("0x01", Cancel))!;
        (owned.GroupId, owned.ChatId, owned.Owner, owned.Waiting).ShouldBe(("0x01", "c", "zQ3sh1", 0));
        owned.Keys.ShouldBe([new WakuGroupKey("0xaa", DateTimeOffset.Parse("2026-01-01T00:00:00Z"), 7, true)]);
        var waiting = (await bot.ListGroupsAsync(Cancel)).Single();
        (waiting.Owner, waiting.Keys.Count, waiting.Waiting).ShouldBe((null, 0, 2));
        (await bot.GetGroupAsync("0x02", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task A_reply_goes_where_the_message_was_sent()
    {
        silo.AnswerIdentity()
            .Answer($$"""{"messages":[{{Message(1, """ "groupId":"0x01", """)}},{{Message(2, "")}}]}""")
            .Answer(Receipt)
            .Answer(Receipt);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        var messages = await bot.ReadAsync(cancellationToken: Cancel);
        messages.Select(message => message.GroupId).ShouldBe(["0x01", null]);
        foreach (var message in messages)
            await message.ReplyAsync("yes", Cancel);
        var replies = silo.Requests.Skip(2).ToArray();
        replies
            .Select(asked => $"{asked.Path["/v1/identities/bot".Length..]} {asked.Body}")
            .ShouldBe([
                """/groups/0x01/messages {"text":"yes","inReplyTo":"0xa1"}""",
                """/messages {"to":"zQ3sh2","text":"yes","inReplyTo":"0xa2"}""",
            ]);
        replies[0].IdempotencyKey.ShouldBe(ReplyKey.Make("0xa1", 1, "yes"));
    }

    [Fact]
    public async Task What_another_device_sent_to_a_group_is_not_there_to_be_answered()
    {
        var own = Message(1, """ "groupId":"0x01","direction":"sent", """);
        silo.AnswerIdentity()
            .Answer($$"""{"messages":[{{own}},{{Message(2, """ "groupId":"0x01", """)}}]}""")
            .Answer(Position);
        await using var waku = Open();
        var bot = await waku.OpenIdentityAsync("bot", Cancel);
        await foreach (var message in bot.ReceiveAsync(Cancel))
        {
            message.Sequence.ShouldBe(2);
            break;
        }
    }

    private static string Message(int sequence, string more) =>
        $$"""
            {"sequence":{{sequence}},{{more}}"messageId":"0xa{{sequence}}","sender":"zQ3sh2","senderInstallation":"i",
            "contentType":"text/plain","text":"hello","sentAt":"2026-01-01T00:00:00Z","receivedAt":"2026-01-01T00:00:00Z"}
            """;

    private WakuClient Open() =>
        new("http://silo", "key", new WakuClientOptions { Handler = silo, RequestTimeout = TimeSpan.FromHours(1) });
}
