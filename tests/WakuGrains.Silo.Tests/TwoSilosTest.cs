using System.Net.Http.Json;
using System.Text.Json;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Tests;

/// <summary>
/// Two silos on one network, which know nothing else of each other: <c>bot</c> lives in the first, and the second has it by its
/// exported key, as another device.
/// </summary>
public abstract class TwoSilosTest : IAsyncLifetime
{
    protected const string Bot = "v1/identities/bot";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly InProcessWakuNetwork network = new();
    private readonly TemporaryData firstData = new();
    private readonly TemporaryData secondData = new();
    private RunningSilo? first;
    private RunningSilo? second;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal RunningSilo First => first!;

    internal RunningSilo Second => second!;

    /// <summary>Installation id of the first device.</summary>
    protected string FirstId { get; private set; } = "";

    /// <summary>Installation id of the second device.</summary>
    protected string SecondId { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        first = await RunningSilo.StartAsync(firstData.Directory, network: network);
        second = await RunningSilo.StartAsync(secondData.Directory, network: network);
        FirstId = await IdAsync(PostAsync(First, "v1/identities", new { name = "bot" }));
        var export = await ReadAsync(PostAsync(First, $"{Bot}/export"));
        var import = new { name = "bot", privateKey = export.Text("privateKey") };
        SecondId = await IdAsync(PostAsync(Second, "v1/identities/import", import));
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        firstData.Dispose();
        secondData.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Pairs the two devices, on both.</summary>
    protected async Task PairAsync()
    {
        await UntilListsAsync(First, SecondId);
        await PostAsync(First, $"{Bot}/installations/{SecondId}/pair");
        await UntilListsAsync(Second, FirstId);
        await PostAsync(Second, $"{Bot}/installations/{FirstId}/pair");
    }

    /// <summary>Waits until a device is listed in a silo; gives its line.</summary>
    internal static async Task<JsonElement> UntilListsAsync(
        RunningSilo silo,
        string installationId,
        Func<JsonElement, bool>? condition = null
    ) =>
        await UntilAsync(
            silo,
            $"{Bot}/installations",
            "installations",
            line => line.Text("installationId") == installationId && condition?.Invoke(line) != false
        );

    /// <summary>Asks again and again until a list has what is looked for.</summary>
    internal static async Task<JsonElement> UntilAsync(
        RunningSilo silo,
        string path,
        string list,
        Func<JsonElement, bool> condition
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(Patience);
        while (true)
        {
            var page = await silo.Http.GetFromJsonAsync<JsonElement>(path, limit.Token);
            var found = page.GetProperty(list).EnumerateArray().Where(condition).ToArray();
            if (found.Length > 0)
                return found[0];
        }
    }

    internal static async Task<HttpResponseMessage> PostAsync(RunningSilo silo, string path, object? body = null)
    {
        var response = await silo.Http.PostAsync(path, body is null ? null : JsonContent.Create(body), Cancel);
        return response.EnsureSuccessStatusCode();
    }

    protected static async Task<JsonElement> ReadAsync(Task<HttpResponseMessage> call)
    {
        using var response = await call;
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<string> IdAsync(Task<HttpResponseMessage> call) =>
        (await ReadAsync(call)).GetProperty("installations")[0].GetString()!;
}
