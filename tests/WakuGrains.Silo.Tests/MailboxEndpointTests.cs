namespace WakuGrains.Silo.Tests;

public sealed class MailboxEndpointTests : SiloTest
{
    [Fact]
    public async Task The_cursor_reads_on_and_acknowledges_nothing()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        foreach (var text in (string[])["one", "two", "three"])
            await ExchangeAsync("alice", "bob", bob, text);

        (await TextsAsync("identities/bob/messages?limit=2")).ShouldBe(["one", "two"]);
        (await TextsAsync("identities/bob/messages?after=2")).ShouldBe(["three"]);
        (await TextsAsync("identities/bob/messages?after=3")).ShouldBeEmpty();
        (await TextsAsync("identities/bob/messages?after=&limit=&wait=")).ShouldBe(["one", "two", "three"]);
        (await GetAsync("identities/bob/mailbox")).GetProperty("unacknowledged").GetInt64().ShouldBe(3);
    }

    [Fact]
    public async Task What_is_acknowledged_is_gone_and_numbers_are_not_used_again()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        foreach (var text in (string[])["one", "two", "three"])
            await ExchangeAsync("alice", "bob", bob, text);

        for (var repeat = 0; repeat < 2; repeat++)
        {
            using var response = await PostAsync("identities/bob/acknowledgements", new { upTo = 2 });
            var status = await ReadAsync(response);
            status.GetProperty("acknowledgedSequence").GetInt64().ShouldBe(2);
            status.GetProperty("unacknowledged").GetInt64().ShouldBe(1);
            status.GetProperty("lastSequence").GetInt64().ShouldBe(3);
        }

        (await TextsAsync("identities/bob/messages")).ShouldBe(["three"]);
        await ExchangeAsync("alice", "bob", bob, "four");
        (await TextsAsync("identities/bob/messages?after=3")).ShouldBe(["four"]);
    }

    [Theory]
    [InlineData("after=-1", "cursor_invalid", "after")]
    [InlineData("after=x", "cursor_invalid", "after")]
    [InlineData("after=1&after=2", "cursor_invalid", "after")]
    [InlineData("after=99999999999999999999", "cursor_invalid", "after")]
    [InlineData("limit=0", "limit_out_of_range", "limit")]
    [InlineData("limit=1001", "limit_out_of_range", "limit")]
    [InlineData("limit=ten", "limit_out_of_range", "limit")]
    [InlineData("wait=61", "wait_out_of_range", "wait")]
    [InlineData("wait=-1", "wait_out_of_range", "wait")]
    [InlineData("wait=NaN", "wait_out_of_range", "wait")]
    [InlineData("wait=1e300", "wait_out_of_range", "wait")]
    public async Task A_parameter_out_of_range_is_named(string query, string code, string field)
    {
        await OpenAsync("bob");
        await ShouldBeProblemAsync(Http.GetAsync($"v1/identities/bob/messages?{query}", Cancel), 400, code, field);
    }

    [Theory]
    [InlineData("{\"upTo\":1}", "sequence_unknown", "upTo")]
    [InlineData("{\"upTo\":-1}", "sequence_unknown", "upTo")]
    [InlineData("{\"upTo\":\"x\"}", "json_invalid", "upTo")]
    [InlineData("{}", "field_missing", "upTo")]
    [InlineData("[]", "json_invalid", null)]
    [InlineData("{", "json_invalid", null)]
    public async Task An_acknowledgement_that_cannot_be_is_named(string json, string code, string? field)
    {
        await OpenAsync("bob");
        using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        await ShouldBeProblemAsync(
            Http.PostAsync("v1/identities/bob/acknowledgements", content, Cancel),
            400,
            code,
            field
        );
    }

    private async Task<IEnumerable<string>> TextsAsync(string path) =>
        (await GetAsync(path)).GetProperty("messages").EnumerateArray().Select(message => message.Text("text"));
}
