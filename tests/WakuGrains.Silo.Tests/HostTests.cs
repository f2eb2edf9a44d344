using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace WakuGrains.Silo.Tests;

public sealed class HostTests : SiloTest
{
    [Theory]
    [InlineData("health")]
    [InlineData("health/ready")]
    public async Task Readiness_covers_node_store_keys_and_clock_without_a_key(string path)
    {
        using var stranger = new HttpClient { BaseAddress = Silo.Address };
        var health = await stranger.GetFromJsonAsync<JsonElement>(path, Cancel);
        health.Text("status").ShouldBe("Healthy");
        health
            .GetProperty("checks")
            .EnumerateObject()
            .Select(check => check.Name)
            .ShouldBe(["node", "store", "keys", "clock"], ignoreOrder: true);
    }

    [Fact]
    public async Task Liveness_looks_at_nothing()
    {
        var health = await Http.GetFromJsonAsync<JsonElement>("health/live", Cancel);
        health.GetProperty("checks").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_api_is_described()
    {
        var document = await Http.GetFromJsonAsync<JsonElement>("openapi/v1.json", Cancel);
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToArray();
        paths.ShouldContain("/v1/identities/{name}/messages");
        paths.ShouldContain("/v1/identities/{name}/events");
        paths.ShouldContain("/v1/identities/{name}/contact-card.svg");
        paths.ShouldContain("/v1/identities/{name}/installations/{installationId}/pair");
        paths.ShouldContain("/v1/identities/{name}/sessions/{peer}/trust");
    }

    [Fact]
    public Task An_address_that_is_not_there_is_a_problem() =>
        ShouldBeProblemAsync(Http.GetAsync("v1/nothing", Cancel), 404, "route_not_found", null);

    [Fact]
    public Task A_method_that_is_not_taken_is_a_problem() =>
        ShouldBeProblemAsync(Http.DeleteAsync("v1/identities", Cancel), 405, "method_not_allowed", null);

    [Fact]
    public Task Another_media_type_is_a_problem() =>
        ShouldBeProblemAsync(
            Http.PostAsync("v1/identities", new StringContent("name=a"), Cancel),
            415,
            "media_type_unsupported",
            null
        );

    [Fact]
    public async Task A_body_over_the_limit_is_a_problem_and_the_silo_lives_on()
    {
        await OpenAsync("a");
        using var content = new ByteArrayContent(new byte[Api.ApiLimits.MaxRequestBodySize + 1]);
        content.Headers.ContentType = new("application/json");
        await ShouldBeProblemAsync(
            Http.PostAsync("v1/identities/a/messages", content, Cancel),
            413,
            "body_too_large",
            null
        );
        using var after = await Http.GetAsync("health", Cancel);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_longest_content_fits_into_the_limit()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        var body = Convert.ToBase64String(new byte[MessagingLimits.MaxBodyLength]);
        using var response = await PostAsync(
            "identities/alice/messages",
            new
            {
                to = bob,
                contentType = "application/octet-stream",
                body,
                headers = new { a = new string('\u0001', MessagingLimits.MaxHeadersLength - 1) },
            }
        );
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }
}
