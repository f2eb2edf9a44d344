using System.Net;
using System.Text.Json;

namespace WakuGrains.Silo.Tests;

public sealed class SessionEndpointTests : SiloTest
{
    [Fact]
    public async Task A_session_shows_its_devices_and_which_ratchet_sends()
    {
        var (alice, bob) = await ConverseAsync();
        var session = await GetAsync($"identities/alice/sessions/{bob}");
        session.Text("peer").ShouldBe(bob);
        session.Text("peerHex").ShouldStartWith("0x04");
        session.Text("trust").ShouldBe("trusted");
        session.GetProperty("ownIdentity").GetBoolean().ShouldBeFalse();
        session.GetProperty("recentFailures").GetArrayLength().ShouldBe(0);

        var device = session.GetProperty("devices").EnumerateArray().Single();
        device.GetProperty("active").GetBoolean().ShouldBeTrue();
        device.GetProperty("negotiatedTopic").GetBoolean().ShouldBeTrue();
        device
            .Text("installationId")
            .ShouldBe((await GetAsync("identities/bob")).GetProperty("installations")[0].GetString());
        var ratchets = device.GetProperty("sessions").EnumerateArray().ToArray();
        ratchets.Count(ratchet => ratchet.GetProperty("sends").GetBoolean()).ShouldBe(1);
        ratchets[0].Text("signedPrekey").Length.ShouldBe("0x".Length + 66);

        var list = (await GetAsync("identities/bob/sessions")).GetProperty("sessions").EnumerateArray().ToArray();
        list.Select(one => one.Text("peer")).ShouldBe([alice]);
        list[0].TryGetProperty("recentFailures", out _).ShouldBeFalse("they are shown of a single session");
    }

    [Fact]
    public async Task A_peer_is_named_in_any_text_form()
    {
        var (_, bob) = await ConverseAsync();
        var identity = await GetAsync("identities/bob");
        var link = (await GetAsync("identities/bob/contact-card")).Text("profileLink");
        foreach (var form in (string[])[bob, identity.Text("publicKeyHex"), link, $" {bob} "])
            (await GetAsync($"identities/alice/sessions/{Uri.EscapeDataString(form)}")).Text("peer").ShouldBe(bob);
    }

    [Fact]
    public async Task A_session_begun_anew_forgets_the_devices_and_goes_on()
    {
        var (alice, bob) = await ConverseAsync();
        using var reset = await PostAsync($"identities/alice/sessions/{bob}/reset", new { });
        reset.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await GetAsync($"identities/alice/sessions/{bob}")).GetProperty("devices").GetArrayLength().ShouldBe(0);

        await ExchangeAsync("bob", "alice", alice, "still there?");
        await ExchangeAsync("alice", "bob", bob, "yes");
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/reset")]
    public async Task A_session_that_is_not_there_is_not_found(string method, string rest)
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ShouldBeProblemAsync(Ask($"alice/sessions/{bob}{rest}"), 404, "session_not_found", "peer");
        await ShouldBeProblemAsync(Ask($"alice/sessions/bob{rest}"), 400, "peer_invalid", "peer");
        await ShouldBeProblemAsync(Ask($"nobody/sessions/{bob}{rest}"), 404, "identity_not_found", "name");

        Task<HttpResponseMessage> Ask(string path) =>
            Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"v1/identities/{path}"), Cancel);
    }

    [Fact]
    public async Task What_could_not_be_read_is_shown_with_its_reason()
    {
        var (alice, bob) = await ConverseAsync();
        await PutAsync($"identities/bob/sessions/{alice}/trust", new { trust = "refused" });
        using var sent = await PostAsync("identities/alice/messages", new { to = bob, text = "hello?" });
        JsonElement[] failures;
        do
        {
            Cancel.ThrowIfCancellationRequested();
            var session = await GetAsync($"identities/bob/sessions/{alice}");
            failures = [.. session.GetProperty("recentFailures").EnumerateArray()];
        } while (failures.Length == 0);

        failures[0].Text("outcome").ShouldBe("not_trusted");
        failures[0].Text("topic").ShouldBe("negotiated");
        failures[0].GetProperty("at").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
    }

    private async Task<(string Alice, string Bob)> ConverseAsync()
    {
        var alice = await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ExchangeAsync("alice", "bob", bob, "hello");
        await ExchangeAsync("bob", "alice", alice, "hello yourself");
        return (alice, bob);
    }
}
