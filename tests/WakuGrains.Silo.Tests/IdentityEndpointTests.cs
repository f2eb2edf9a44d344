using System.Net.Http.Json;

namespace WakuGrains.Silo.Tests;

public sealed class IdentityEndpointTests : SiloTest
{
    [Fact]
    public async Task Opening_a_name_twice_gives_the_same_identity()
    {
        var first = await OpenAsync("support");
        (await OpenAsync("support")).ShouldBe(first);
        first.ShouldStartWith("zQ3sh");
    }

    [Fact]
    public async Task An_identity_is_shown_with_both_forms_of_its_key()
    {
        var key = await OpenAsync("support");
        var identity = await GetAsync("identities/support");
        identity.Text("name").ShouldBe("support");
        identity.Text("tenant").ShouldBe("default");
        identity.Text("publicKey").ShouldBe(key);
        identity.Text("publicKeyHex").ShouldStartWith("0x04");
        identity.GetProperty("installations").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Identities_are_listed_by_name()
    {
        foreach (var name in (string[])["b", "a", "c"])
            await OpenAsync(name);
        var list = await GetAsync("identities");
        list.GetProperty("identities").EnumerateArray().Select(one => one.Text("name")).ShouldBe(["a", "b", "c"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("-dash")]
    [InlineData("a/b")]
    public Task A_name_that_is_not_allowed_is_refused(string name) =>
        ShouldBeProblemAsync(PostAsync("identities", new { name }), 400, "name_invalid", "name");

    [Fact]
    public Task A_missing_name_is_named() =>
        ShouldBeProblemAsync(PostAsync("identities", new { }), 400, "field_missing", "name");

    [Theory]
    [InlineData("")]
    [InlineData("/messages")]
    [InlineData("/events")]
    [InlineData("/mailbox")]
    [InlineData("/contact-card")]
    [InlineData("/contact-card.svg")]
    [InlineData("/contacts")]
    [InlineData("/installations")]
    [InlineData("/sessions")]
    [InlineData("/trust-policy")]
    [InlineData("/sent/0x0000000000000000000000000000000000000000000000000000000000000000")]
    public Task An_identity_that_is_not_there_is_not_found(string path) =>
        ShouldBeProblemAsync(Http.GetAsync($"v1/identities/nobody{path}", Cancel), 404, "identity_not_found", "name");

    [Fact]
    public async Task Posting_to_an_identity_that_is_not_there_creates_none()
    {
        var key = await OpenAsync("a");
        await ShouldBeProblemAsync(
            PostAsync("identities/nobody/messages", new { to = key, text = "x" }),
            404,
            "identity_not_found",
            "name"
        );
        await ShouldBeProblemAsync(
            PostAsync("identities/nobody/acknowledgements", new { upTo = 0 }),
            404,
            "identity_not_found",
            "name"
        );
        var list = await Http.GetFromJsonAsync<System.Text.Json.JsonElement>("v1/identities", Cancel);
        list.GetProperty("identities").GetArrayLength().ShouldBe(1);
    }
}
