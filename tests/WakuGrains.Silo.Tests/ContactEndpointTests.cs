using System.Net.Http.Headers;

namespace WakuGrains.Silo.Tests;

public sealed class ContactEndpointTests : SiloTest
{
    [Fact]
    public async Task The_card_comes_as_json_and_as_text()
    {
        var key = await OpenAsync("bob");
        var card = await GetAsync("identities/bob/contact-card");
        card.Text("publicKey").ShouldBe(key);
        card.Text("profileLink").ShouldBe($"https://status.app/u#{key}");
        card.Text("text").ShouldStartWith(card.Text("profileLink") + " ");

        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/identities/bob/contact-card");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/plain"));
        using var response = await Http.SendAsync(request, Cancel);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldStartWith(card.Text("profileLink") + " ");
    }

    [Fact]
    public async Task The_card_comes_as_a_qr_code()
    {
        await OpenAsync("bob");
        using var png = await Http.GetAsync("v1/identities/bob/contact-card.png", Cancel);
        png.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await png.Content.ReadAsByteArrayAsync(Cancel))[1..4].ShouldBe("PNG"u8.ToArray());

        using var svg = await Http.GetAsync("v1/identities/bob/contact-card.svg", Cancel);
        svg.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        (await svg.Content.ReadAsStringAsync(Cancel)).ShouldStartWith("<svg");
    }

    [Fact]
    public async Task A_peer_can_be_added_by_card()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        var card = (await GetAsync("identities/bob/contact-card")).Text("text");
        using var response = await PostAsync("identities/alice/contacts", new { card });
        (await ReadAsync(response)).Text("publicKey").ShouldBe(bob);
    }

    [Fact]
    public async Task A_damaged_card_is_refused()
    {
        await OpenAsync("alice");
        await OpenAsync("bob");
        var card = (await GetAsync("identities/bob/contact-card")).Text("text");
        var damaged = card[..^4] + (card[^4] == 'A' ? 'B' : 'A') + card[^3..];
        await ShouldBeProblemAsync(
            PostAsync("identities/alice/contacts", new { card = card[..60] }),
            400,
            "card_malformed",
            "card"
        );
        using var response = await PostAsync("identities/alice/contacts", new { card = damaged });
        ((int)response.StatusCode).ShouldBe(400);
        (await ReadAsync(response)).Text("field").ShouldBe("card");
    }

    [Fact]
    public async Task A_card_of_another_identity_is_refused()
    {
        await OpenAsync("alice");
        await OpenAsync("bob");
        var link = (await GetAsync("identities/alice/contact-card")).Text("profileLink");
        var bundle = (await GetAsync("identities/bob/contact-card")).Text("text").Split(' ')[1];
        await ShouldBeProblemAsync(
            PostAsync("identities/alice/contacts", new { card = $"{link} {bundle}" }),
            400,
            "card_signature_invalid",
            "card"
        );
    }

    [Fact]
    public async Task A_name_keeps_its_key_unless_it_is_replaced()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        var eve = await OpenAsync("eve");
        (await AddAsync("bob", "Bob", replace: false)).EnsureSuccessStatusCode();
        (await AddAsync("bob", "Bob", replace: false)).EnsureSuccessStatusCode();
        await ShouldBeProblemAsync(AddAsync("eve", "Bob", replace: false), 409, "identity_changed", "name");
        (await ContactsAsync()).ShouldBe([("Bob", bob)]);
        await ShouldBeProblemAsync(
            Http.GetAsync($"v1/identities/alice/sessions/{eve}", Cancel),
            404,
            "session_not_found",
            "peer"
        );

        using var replaced = await AddAsync("eve", "Bob", replace: true);
        (await ReadAsync(replaced)).Text("name").ShouldBe("Bob");
        (await AddAsync("bob", "Adam", replace: false)).EnsureSuccessStatusCode();
        (await ContactsAsync()).ShouldBe([("Adam", bob), ("Bob", eve)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_contacts_name_that_is_not_allowed_is_named(string name)
    {
        await OpenAsync("alice");
        await OpenAsync("bob");
        await ShouldBeProblemAsync(AddAsync("bob", name, replace: false), 400, "contact_name_invalid", "name");
    }

    private async Task<HttpResponseMessage> AddAsync(string peer, string name, bool replace)
    {
        var card = (await GetAsync($"identities/{peer}/contact-card")).Text("text");
        return await PostAsync(
            "identities/alice/contacts",
            new
            {
                card,
                name,
                replace,
            }
        );
    }

    private async Task<IEnumerable<(string, string)>> ContactsAsync() =>
        (await GetAsync("identities/alice/contacts"))
            .GetProperty("contacts")
            .EnumerateArray()
            .Select(contact => (contact.Text("name"), contact.Text("publicKey")));
}
