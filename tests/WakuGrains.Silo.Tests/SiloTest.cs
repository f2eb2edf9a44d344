using System.Net.Http.Json;
using System.Text.Json;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Tests;

/// <summary>A test with one silo of its own, and short forms of what it is asked.</summary>
public abstract class SiloTest : IAsyncLifetime
{
    private readonly TemporaryData data = new();
    private RunningSilo? silo;

    internal RunningSilo Silo => silo!;

    internal DataDirectory Data => data.Directory;

    protected HttpClient Http => Silo.Http;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected virtual TimeProvider? Time => null;

    public async ValueTask InitializeAsync() => silo = await RunningSilo.StartAsync(Data, time: Time);

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        data.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens an identity; returns its key.</summary>
    protected async Task<string> OpenAsync(string name)
    {
        using var response = await PostAsync("identities", new { name });
        return (await ReadAsync(response)).Text("publicKey");
    }

    protected Task<HttpResponseMessage> PostAsync(string path, object body, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"v1/{path}") { Content = JsonContent.Create(body) };
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return Http.SendAsync(request, Cancel);
    }

    protected Task<HttpResponseMessage> PutAsync(string path, object body) =>
        Http.PutAsync($"v1/{path}", JsonContent.Create(body), Cancel);

    protected Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>($"v1/{path}", Cancel);

    protected static async Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);

    /// <summary>Sends a text and waits until the receiver has it.</summary>
    protected async Task<string> ExchangeAsync(string from, string to, string toKey, string text)
    {
        var before = (await GetAsync($"identities/{to}/mailbox")).GetProperty("lastSequence").GetInt64();
        using var response = await PostAsync($"identities/{from}/messages", new { to = toKey, text });
        var id = (await ReadAsync(response)).Text("messageId");
        var page = await GetAsync($"identities/{to}/messages?after={before}&wait=30");
        page.GetProperty("messages")[0].Text("messageId").ShouldBe(id);
        return id;
    }

    /// <summary>Checks the answer to a request that was refused.</summary>
    protected static async Task ShouldBeProblemAsync(
        Task<HttpResponseMessage> call,
        int status,
        string code,
        string? field
    )
    {
        using var response = await call;
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await ReadAsync(response);
        problem.Text("code").ShouldBe(code);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.Text("type").ShouldBe($"urn:wakugrains:problem:{code}");
        problem.Text("detail").ShouldNotBeEmpty();
        (problem.TryGetProperty("field", out var named) ? named.GetString() : null).ShouldBe(field);
    }
}

internal static class JsonText
{
    /// <summary>A string property that must be there.</summary>
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
