using System.Net;

namespace WakuGrains.Silo.Tests;

public sealed class SendEndpointTests : SiloTest
{
    [Fact]
    public async Task A_sent_text_arrives_with_its_id_and_sender()
    {
        var alice = await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        var id = await ExchangeAsync("alice", "bob", bob, "hello");

        var message = (await GetAsync("identities/bob/messages")).GetProperty("messages")[0];
        message.Text("text").ShouldBe("hello");
        message.Text("sender").ShouldBe(alice);
        message.Text("senderHex").ShouldStartWith("0x04");
        message.Text("messageId").ShouldBe(id);
        message.Text("contentType").ShouldBe("text/plain");
        message.Text("direction").ShouldBe("received");
        message.TryGetProperty("recipient", out _).ShouldBeFalse();
        message.TryGetProperty("body", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Other_content_arrives_byte_for_byte()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        var body = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        using var sent = await PostAsync(
            "identities/alice/messages",
            new
            {
                to = bob,
                contentType = "application/octet-stream",
                body = Convert.ToBase64String(body),
                headers = new { kind = "all bytes" },
            }
        );
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var page = await GetAsync("identities/bob/messages?wait=30");
        var message = page.GetProperty("messages")[0];
        message.GetProperty("body").GetBytesFromBase64().ShouldBe(body);
        message.GetProperty("headers").Text("kind").ShouldBe("all bytes");
        message.TryGetProperty("text", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_idempotency_key_sends_once()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        using var first = await PostAsync("identities/alice/messages", new { to = bob, text = "once" }, "key-1");
        using var second = await PostAsync("identities/alice/messages", new { to = bob, text = "once" }, "key-1");
        var (one, two) = (await ReadAsync(first), await ReadAsync(second));
        two.Text("messageId").ShouldBe(one.Text("messageId"));
        one.GetProperty("replayed").GetBoolean().ShouldBeFalse();
        two.GetProperty("replayed").GetBoolean().ShouldBeTrue();

        (await GetAsync("identities/bob/messages?wait=30")).GetProperty("messages").GetArrayLength().ShouldBe(1);
        await ExchangeAsync("alice", "bob", bob, "after");
        (await GetAsync("identities/bob/mailbox")).GetProperty("lastSequence").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task The_same_idempotency_key_with_other_content_is_a_conflict()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        using var first = await PostAsync("identities/alice/messages", new { to = bob, text = "one" }, "key-1");
        await ShouldBeProblemAsync(
            PostAsync("identities/alice/messages", new { to = bob, text = "two" }, "key-1"),
            409,
            "idempotency_conflict",
            "idempotencyKey"
        );
    }

    [Fact]
    public async Task A_sent_message_is_found_where_the_answer_says()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        using var response = await PostAsync("identities/alice/messages", new { to = bob, text = "hello" });
        var sent = await GetAsync(response.Headers.Location!.ToString()["/v1/".Length..]);
        sent.Text("messageId").ShouldBe((await ReadAsync(response)).Text("messageId"));
        sent.Text("status").ShouldBeOneOf("accepted", "published", "delivered");
        var recipient = sent.GetProperty("recipients").EnumerateArray().Single();
        recipient.Text("recipient").ShouldBe(bob);
        recipient.Text("status").ShouldBeOneOf("accepted", "published", "delivered");
    }

    [Fact]
    public async Task A_message_to_several_has_one_id_and_a_state_for_each()
    {
        await OpenAsync("alice");
        string[] to = [await OpenAsync("bob"), await OpenAsync("carol")];
        using var response = await PostAsync("identities/alice/messages", new { to, text = "hello all" });
        var id = (await ReadAsync(response)).Text("messageId");
        foreach (var name in (string[])["bob", "carol"])
        {
            var message = (await GetAsync($"identities/{name}/messages?wait=30")).GetProperty("messages")[0];
            message.Text("messageId").ShouldBe(id);
            message.Text("direction").ShouldBe("received");
        }

        var sent = await UntilDeliveredAsync(response.Headers.Location!.ToString());
        sent.Text("messageId").ShouldBe(id);
        var recipients = sent.GetProperty("recipients").EnumerateArray().ToArray();
        recipients.Select(recipient => recipient.Text("recipient")).ShouldBe(to, ignoreOrder: true);
        recipients.ShouldAllBe(recipient => recipient.Text("status") == "delivered");
    }

    [Fact]
    public async Task A_message_to_several_under_one_idempotency_key_is_sent_once()
    {
        await OpenAsync("alice");
        var (bob, carol) = (await OpenAsync("bob"), await OpenAsync("carol"));
        var message = new { to = (string[])[bob, carol, bob], text = "once" };
        using var first = await PostAsync("identities/alice/messages", message, "key-1");
        using var second = await PostAsync("identities/alice/messages", message, "key-1");
        var (one, two) = (await ReadAsync(first), await ReadAsync(second));
        two.Text("messageId").ShouldBe(one.Text("messageId"));
        two.GetProperty("replayed").GetBoolean().ShouldBeTrue();
        await ShouldBeProblemAsync(
            PostAsync("identities/alice/messages", new { to = (string[])[bob], text = "once" }, "key-1"),
            409,
            "idempotency_conflict",
            "idempotencyKey"
        );
        (await GetAsync("identities/bob/messages?wait=30")).GetProperty("messages").GetArrayLength().ShouldBe(1);
    }

    private async Task<System.Text.Json.JsonElement> UntilDeliveredAsync(string location)
    {
        while (true)
        {
            var sent = await GetAsync(location["/v1/".Length..]);
            if (sent.Text("status") == "delivered")
                return sent;
            Cancel.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task A_message_that_was_never_sent_is_not_found()
    {
        await OpenAsync("alice");
        await ShouldBeProblemAsync(
            Http.GetAsync($"v1/identities/alice/sent/0x{new string('0', 64)}", Cancel),
            404,
            "message_not_found",
            "messageId"
        );
        await ShouldBeProblemAsync(
            Http.GetAsync("v1/identities/alice/sent/7", Cancel),
            400,
            "message_id_invalid",
            "messageId"
        );
    }

    public static TheoryData<object, string, string> Mistakes { get; } =
        new()
        {
            { new { text = "x" }, "field_missing", "to" },
            { new { to = "nobody", text = "x" }, "recipient_invalid", "to" },
            { new { to = "KEY" }, "content_missing", "text" },
            { new { to = "KEY", text = " " }, "text_blank", "text" },
            { new { to = "KEY", text = new string('x', 4097) }, "text_too_long", "text" },
            {
                new
                {
                    to = "KEY",
                    text = "x",
                    body = "AA==",
                },
                "content_ambiguous",
                "body"
            },
            { new { to = "KEY", body = "AA==" }, "field_missing", "contentType" },
            {
                new
                {
                    to = "KEY",
                    body = "not base64",
                    contentType = "a/b",
                },
                "json_invalid",
                "body"
            },
            {
                new
                {
                    to = "KEY",
                    body = "AA==",
                    contentType = new string('x', 129),
                },
                "content_type_invalid",
                "contentType"
            },
            {
                new
                {
                    to = "KEY",
                    text = "x",
                    contentType = "text/plain",
                },
                "content_type_unexpected",
                "contentType"
            },
            {
                new
                {
                    to = "KEY",
                    text = "x",
                    headers = new { a = "b" },
                },
                "headers_unexpected",
                "headers"
            },
            {
                new
                {
                    to = "KEY",
                    text = "x",
                    inReplyTo = "7",
                },
                "in_reply_to_invalid",
                "inReplyTo"
            },
            {
                new
                {
                    to = "KEY",
                    text = "x",
                    txet = "y",
                },
                "json_invalid",
                "txet"
            },
            { new { to = 7, text = "x" }, "json_invalid", "to" },
            { new { to = new object[] { "KEY", 7 }, text = "x" }, "json_invalid", "to" },
            { new { to = new[] { new[] { "KEY" } }, text = "x" }, "json_invalid", "to" },
            { new { to = Array.Empty<string>(), text = "x" }, "recipients_out_of_range", "to" },
            { new { to = (string[])["KEY", "nobody"], text = "x" }, "recipient_invalid", "to" },
        };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task A_mistake_is_named_with_its_field(object body, string code, string field)
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        var json = System.Text.Json.JsonSerializer.Serialize(body).Replace("KEY", bob, StringComparison.Ordinal);
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        await ShouldBeProblemAsync(Http.PostAsync("v1/identities/alice/messages", content, Cancel), 400, code, field);
        (await GetAsync("identities/bob/mailbox")).GetProperty("lastSequence").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task An_idempotency_key_that_is_too_long_is_named()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ShouldBeProblemAsync(
            PostAsync("identities/alice/messages", new { to = bob, text = "x" }, new string('k', 201)),
            400,
            "idempotency_key_invalid",
            "idempotencyKey"
        );
    }
}
