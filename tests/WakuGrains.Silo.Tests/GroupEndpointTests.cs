using System.Net;
using System.Text.Json;

namespace WakuGrains.Silo.Tests;

public sealed class GroupEndpointTests : SiloTest
{
    private const string Group = "0x6162";

    [Fact]
    public async Task A_group_shows_its_owner_and_what_its_keys_are_called()
    {
        var alice = await OpenAsync("alice");
        var made = await CreateAsync("alice");
        (made.Text("groupId"), made.Text("chatId")).ShouldBe((Group, Group));
        (made.Text("owner"), made.GetProperty("waiting").GetInt32()).ShouldBe((alice, 0));
        made.Text("ownerHex").ShouldStartWith("0x04");
        made.Text("contentTopic").ShouldStartWith("/waku/1/");

        var key = made.GetProperty("keys").EnumerateArray().Single();
        key.EnumerateObject()
            .Select(property => property.Name)
            .ShouldBe(["keyId", "createdAt", "position", "maySend"], "anything else might be the key");
        key.Text("keyId").Length.ShouldBe("0x".Length + 64);
        key.GetProperty("maySend").GetBoolean().ShouldBeTrue();
        key.GetProperty("position").GetInt32().ShouldBe(0);
        JsonElement.DeepEquals(await GroupAsync("alice"), made).ShouldBeTrue();
        JsonElement.DeepEquals(await CreateAsync("alice"), made).ShouldBeTrue("it is there already");
    }

    [Fact]
    public async Task Groups_are_listed_by_id_and_have_the_chat_that_they_were_given()
    {
        await OpenAsync("alice");
        using var second = await PostAsync("identities/alice/groups", new { groupId = "0xFF", chatId = "a channel" });
        using var first = await PostAsync("identities/alice/groups/0001/join", new { });
        var groups = (await GetAsync("identities/alice/groups")).GetProperty("groups").EnumerateArray().ToArray();
        groups.Select(group => group.Text("groupId")).ShouldBe(["0x0001", "0xff"]);
        groups.Select(group => group.Text("chatId")).ShouldBe(["0x0001", "a channel"]);
        groups[0].TryGetProperty("owner", out _).ShouldBeFalse("it waits for a key");
        groups[0].GetProperty("keys").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_comes_before_the_key_waits_for_it()
    {
        var alice = await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        using var joined = await Http.PostAsync($"v1/identities/bob/groups/{Group}/join", null, Cancel);
        joined.StatusCode.ShouldBe(HttpStatusCode.OK, "a chat of its own is not needed");
        await CreateAsync("alice");
        var id = await SendAsync("alice", "early");
        await UntilAsync("bob", group => group.GetProperty("waiting").GetInt32() == 1);
        (await LastSequenceAsync("bob")).ShouldBe(0);

        await InviteAsync(bob);
        var message = (await GetAsync("identities/bob/messages?wait=30")).GetProperty("messages")[0];
        (message.Text("text"), message.Text("messageId")).ShouldBe(("early", id));
        (message.Text("sender"), message.Text("groupId")).ShouldBe((alice, Group));
        message.Text("direction").ShouldBe("received");
        var group = await GroupAsync("bob");
        (group.Text("owner"), group.GetProperty("waiting").GetInt32()).ShouldBe((alice, 0));
        (await LastSequenceAsync("alice")).ShouldBe(0, "nobody gets what they sent");
    }

    [Fact]
    public async Task Who_is_not_named_in_a_rekey_reads_no_more()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        var carol = await OpenAsync("carol");
        await CreateAsync("alice");
        foreach (var (name, key) in new[] { ("bob", bob), ("carol", carol) })
        {
            using var joined = await PostAsync($"identities/{name}/groups/{Group}/join", new { });
            await InviteAsync(key);
            await UntilAsync(name, group => group.GetProperty("keys").GetArrayLength() == 1);
        }

        using var rekeyed = await PostAsync($"identities/alice/groups/{Group}/rekey", new { members = new[] { bob } });
        (await ReadAsync(rekeyed)).GetProperty("keys").GetArrayLength().ShouldBe(2);
        await SendAsync("alice", "without carol");
        var message = (await GetAsync("identities/bob/messages?wait=30")).GetProperty("messages")[0];
        message.Text("text").ShouldBe("without carol");
        await UntilAsync("carol", group => group.GetProperty("waiting").GetInt32() == 1);
        (await LastSequenceAsync("carol")).ShouldBe(0);
        (await GroupAsync("carol")).GetProperty("keys").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task The_same_idempotency_key_sends_once()
    {
        await OpenAsync("alice");
        await CreateAsync("alice");
        const string Path = $"identities/alice/groups/{Group}/messages";
        using var first = await PostAsync(Path, new { text = "once" }, "key");
        using var second = await PostAsync(Path, new { text = "once" }, "key");
        first.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var (one, two) = (await ReadAsync(first), await ReadAsync(second));
        two.Text("messageId").ShouldBe(one.Text("messageId"));
        two.GetProperty("replayed").GetBoolean().ShouldBeTrue();
        (await GroupAsync("alice")).GetProperty("keys")[0].GetProperty("position").GetInt32().ShouldBe(1);
        await ShouldBeProblemAsync(
            PostAsync(Path, new { text = "twice" }, "key"),
            409,
            "idempotency_conflict",
            "idempotencyKey"
        );

        var sent = await GetAsync(first.Headers.Location!.ToString()["/v1/".Length..]);
        sent.Text("messageId").ShouldBe(one.Text("messageId"));
        sent.GetProperty("recipients").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Other_content_arrives_byte_for_byte()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await CreateAsync("alice");
        await InviteAsync(bob);
        await UntilAsync("bob", _ => true);
        byte[] body = [0, 255, 7];
        using var sent = await PostAsync(
            $"identities/alice/groups/{Group}/messages",
            new
            {
                contentType = "application/octet-stream",
                body,
                headers = new { kind = "bytes" },
            }
        );
        var message = (await GetAsync("identities/bob/messages?wait=30")).GetProperty("messages")[0];
        message.GetProperty("body").GetBytesFromBase64().ShouldBe(body);
        message.GetProperty("headers").Text("kind").ShouldBe("bytes");
        message.Text("groupId").ShouldBe(Group);
    }

    [Fact]
    public async Task A_group_that_the_identity_is_not_in_is_not_found()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ShouldBeNotFoundAsync(Http.GetAsync($"v1/identities/alice/groups/{Group}", Cancel));
        using var joined = await PostAsync($"identities/alice/groups/{Group}/join", new { });
        foreach (
            var (path, body) in new (string, object)[]
            {
                ("messages", new { text = "x" }),
                ("members", new { member = bob }),
                ("rekey", new { members = new[] { bob } }),
            }
        )
            await ShouldBeNotFoundAsync(PostAsync($"identities/alice/groups/{Group}/{path}", body));

        static Task ShouldBeNotFoundAsync(Task<HttpResponseMessage> call) =>
            ShouldBeProblemAsync(call, 404, "group_not_found", "groupId");
    }

    public static TheoryData<string, object, string, string> Mistakes { get; } =
        new()
        {
            { "", new { }, "field_missing", "groupId" },
            { "", new { groupId = "" }, "group_id_invalid", "groupId" },
            { "", new { groupId = "0x" }, "group_id_invalid", "groupId" },
            { "", new { groupId = "0x123" }, "group_id_invalid", "groupId" },
            { "", new { groupId = "0xzz" }, "group_id_invalid", "groupId" },
            { "", new { groupId = new string('0', 258) }, "group_id_invalid", "groupId" },
            { "", new { groupId = "01", chatId = "" }, "chat_id_invalid", "chatId" },
            { "", new { groupId = "01", name = "x" }, "json_invalid", "name" },
            { "/xyz/join", new { }, "group_id_invalid", "groupId" },
            { "/01/join", new { chatId = new string('x', 301) }, "chat_id_invalid", "chatId" },
            { "/01/members", new { }, "field_missing", "member" },
            { "/01/members", new { member = "nobody" }, "member_invalid", "member" },
            { "/01/rekey", new { }, "field_missing", "members" },
            { "/01/rekey", new { members = new[] { "nobody" } }, "member_invalid", "members" },
            { "/01/rekey", new { members = new string?[] { null } }, "field_missing", "members" },
            { "/01/rekey", new { members = "nobody" }, "json_invalid", "members" },
            { "/01/messages", new { }, "content_missing", "text" },
            { "/01/messages", new { text = " " }, "text_blank", "text" },
            { "/01/messages", new { to = "nobody", text = "x" }, "json_invalid", "to" },
        };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task A_mistake_is_named_with_its_field(string path, object body, string code, string field)
    {
        await OpenAsync("alice");
        await ShouldBeProblemAsync(PostAsync($"identities/alice/groups{path}", body), 400, code, field);
        (await GetAsync("identities/alice/groups")).GetProperty("groups").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Whom_the_identity_does_not_write_to_is_not_invited()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await CreateAsync("alice");
        await PutAsync($"identities/alice/sessions/{bob}/trust", new { trust = "refused" });
        await ShouldBeProblemAsync(
            PostAsync($"identities/alice/groups/{Group}/members", new { member = bob }),
            403,
            "peer_not_trusted",
            "member"
        );
    }

    [Fact]
    public async Task A_message_to_one_has_no_group()
    {
        await OpenAsync("alice");
        await ExchangeAsync("alice", "bob", await OpenAsync("bob"), "hello");
        var message = (await GetAsync("identities/bob/messages")).GetProperty("messages")[0];
        message.TryGetProperty("groupId", out _).ShouldBeFalse();
    }

    private async Task<JsonElement> CreateAsync(string name)
    {
        using var response = await PostAsync($"identities/{name}/groups", new { groupId = Group });
        return await ReadAsync(response.EnsureSuccessStatusCode());
    }

    private async Task InviteAsync(string member)
    {
        using var response = await PostAsync($"identities/alice/groups/{Group}/members", new { member });
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task<string> SendAsync(string name, string text)
    {
        using var response = await PostAsync($"identities/{name}/groups/{Group}/messages", new { text });
        return (await ReadAsync(response)).Text("messageId");
    }

    private Task<JsonElement> GroupAsync(string name) => GetAsync($"identities/{name}/groups/{Group}");

    private async Task<long> LastSequenceAsync(string name) =>
        (await GetAsync($"identities/{name}/mailbox")).GetProperty("lastSequence").GetInt64();

    private async Task UntilAsync(string name, Func<JsonElement, bool> condition)
    {
        bool holds;
        do
        {
            Cancel.ThrowIfCancellationRequested();
            var list = await GetAsync($"identities/{name}/groups");
            holds = list.GetProperty("groups").EnumerateArray().Any(condition);
        } while (!holds);
    }
}
