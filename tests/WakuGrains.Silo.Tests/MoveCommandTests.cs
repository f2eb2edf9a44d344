using System.Net.Http.Json;
using System.Text.Json;
using WakuGrains.Silo.Hosting;
using WakuGrains.Testing;
using WakuGrains.Testing.Azurite;
using Xunit.Sdk;
using static WakuGrains.Silo.Tests.SiloProgram;

namespace WakuGrains.Silo.Tests;

/// <summary>A silo is moved with <c>export</c> and <c>import</c>, as an operator does it.</summary>
public sealed class MoveCommandTests : IDisposable
{
    private const string Words = "correct horse battery staple";

    private readonly TemporaryData old = new();
    private readonly TemporaryData moved = new();
    private readonly TemporaryData scratch = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Archive => Path.Combine(scratch.Directory.Path, "archive");

    private string PassphraseFile => Path.Combine(scratch.Directory.Path, "passphrase");

    public MoveCommandTests() => File.WriteAllText(PassphraseFile, Words + "\n");

    public void Dispose()
    {
        old.Dispose();
        moved.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public async Task A_silo_goes_on_where_it_was_moved_and_nowhere_else()
    {
        var (bob, id) = await ConverseAsync();
        var exported = (await ExportAsync()).Answer();
        foreach (
            var line in (string[])["identity  2", "session", "message in a mailbox  1", "trace of an acknowledged"]
        )
            Columns(exported).ShouldContain(line);
        exported.ShouldContain($"Everything is in {Archive}");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Archive).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await File.ReadAllBytesAsync(Archive, Cancel)).AsSpan().IndexOf("waits for bob"u8).ShouldBe(-1);

        await ShouldFailWithSentenceAsync("was exported at", "serve", "--port", "0", "--data", old.Directory.Path);
        (await RunAsync("doctor", "--data", old.Directory.Path)).Output.ShouldContain("FAIL  Store");

        var imported = (await ImportAsync()).Answer();
        imported.Split('\n')[..^1].ShouldBe(exported.Split('\n')[..^2], "the same is counted");

        await using var silo = await RunningSilo.StartAsync(moved.Directory);
        (await GetAsync(silo, "identities/bob")).Text("publicKey").ShouldBe(bob);
        (await GetAsync(silo, "identities/alice/sent/" + id)).Text("status").ShouldBe("delivered");
        (await TextsAsync(silo, after: 0)).ShouldBe([(2, "waits for bob")]);
        await SendAsync(silo, bob, "after the move");
        (await TextsAsync(silo, after: 2)).ShouldBe([(3, "after the move")]);
    }

    [Fact]
    public async Task An_export_can_be_repeated_and_overwrites_nothing()
    {
        await ConverseAsync();
        var first = (await ExportAsync()).Answer();
        var archive = await File.ReadAllBytesAsync(Archive, Cancel);
        await ShouldFailWithSentenceAsync("exists already", ExportTo(Archive));
        (await File.ReadAllBytesAsync(Archive, Cancel)).ShouldBe(archive);

        var again = Path.Combine(scratch.Directory.Path, "again");
        (await RunAsync(ExportTo(again))).Answer().Split('\n')[..^2].ShouldBe(first.Split('\n')[..^2]);
        await File.WriteAllTextAsync(again + "2.part", "", Cancel);
        await ShouldFailWithSentenceAsync("broke off", ExportTo(again + "2"));
    }

    [Fact]
    public async Task What_cannot_be_exported_leaves_nothing_behind()
    {
        await ShouldFailWithSentenceAsync("no store", ExportTo(Archive));
        await using (await RunningSilo.StartAsync(old.Directory))
            await ShouldFailWithSentenceAsync("in use", ExportTo(Archive));
        await ShouldFailWithSentenceAsync("no passphrase", "export", "--to", Archive, "--data", old.Directory.Path);
        await File.WriteAllTextAsync(PassphraseFile, "elevenchars", Cancel);
        await ShouldFailWithSentenceAsync("11 characters", ExportTo(Archive));
        Directory.GetFiles(scratch.Directory.Path).ShouldBe([PassphraseFile]);
        await using var silo = await RunningSilo.StartAsync(old.Directory);
    }

    [Fact]
    public async Task An_archive_that_is_refused_leaves_a_directory_that_takes_the_right_one()
    {
        await ConverseAsync();
        (await ExportAsync()).Answer();
        var archive = await File.ReadAllBytesAsync(Archive, Cancel);

        await File.WriteAllBytesAsync(Archive, archive[..^1], Cancel);
        await ShouldFailWithSentenceAsync("damaged or cut off", ImportArguments);
        await File.WriteAllBytesAsync(
            Archive,
            [.. archive[..100], (byte)(archive[100] ^ 1), .. archive[101..]],
            Cancel
        );
        await ShouldFailWithSentenceAsync("damaged", ImportArguments);
        await File.WriteAllTextAsync(Archive, "something else", Cancel);
        await ShouldFailWithSentenceAsync("not a WakuGrains archive", ImportArguments);
        await File.WriteAllBytesAsync(Archive, archive, Cancel);
        await File.WriteAllTextAsync(PassphraseFile, Words + "!", Cancel);
        await ShouldFailWithSentenceAsync("passphrase does not open", ImportArguments);

        await File.WriteAllTextAsync(PassphraseFile, Words, Cancel);
        (await ImportAsync()).Answer();
        await ShouldFailWithSentenceAsync("in use already", ImportArguments);
        await using var silo = await RunningSilo.StartAsync(moved.Directory);
        (await TextsAsync(silo, after: 0)).ShouldBe([(2, "waits for bob")]);
    }

    [Fact]
    public async Task The_passphrase_comes_from_the_environment_or_standard_input_too()
    {
        await ConverseAsync();
        string[] export = ["export", "--to", Archive, "--data", old.Directory.Path];
        (await RunAsync("", export, ("WAKUGRAINS_PASSPHRASE", Words))).Answer();
        string[] import = ["import", "--from", Archive, "--passphrase-file", "-", "--data", moved.Directory.Path];
        (await RunAsync(Words + "\n", import)).Answer();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_silo_goes_into_a_cluster_and_out_of_it_again()
    {
        await using var azurite = await RequireClusterAsync();
        var settings = new ClusterSettings
        {
            Clustering = Clustering.AzureTable,
            Tables = new(azurite.ConnectionString),
            SiloPort = FreePort.Find(),
            GatewayPort = 0,
            ClusterId = "moved",
        };
        string[] cluster =
        [
            .. "--engine orleans --clustering azure-table --cluster-id moved".Split(' '),
            .. (string[])["--azure-storage", azurite.ConnectionString, "--silo-port", $"{settings.SiloPort}"],
        ];
        var (bob, id) = await ConverseAsync();
        (await ExportAsync()).Answer();
        var imported = (await RunAsync([.. ImportArguments, .. cluster])).Answer();
        imported.ShouldContain("Everything is in cluster moved, ready to be served.");
        imported.ShouldContain(moved.Directory.ProtectionKeys.FullName);
        await ShouldFailWithSentenceAsync("in use already", [.. ImportArguments, .. cluster]);

        await using (var silo = await RunningSilo.StartAsync(moved.Directory, cluster: settings))
        {
            (await GetAsync(silo, "identities/alice/sent/" + id)).Text("status").ShouldBe("delivered");
            (await TextsAsync(silo, after: 0)).ShouldBe([(2, "waits for bob")]);
            await SendAsync(silo, bob, "in the cluster");
            (await TextsAsync(silo, after: 2)).ShouldBe([(3, "in the cluster")]);
        }

        var back = Archive + " back";
        string[] passphrase = ["--passphrase-file", PassphraseFile];
        (await RunAsync(["export", "--to", back, "--data", moved.Directory.Path, .. passphrase, .. cluster]))
            .Answer()
            .ShouldContain("What is in cluster moved cannot be served any more.");
        await ShouldFailWithSentenceAsync(
            "was exported at",
            ["serve", "--port", "0", "--gateway-port", "0", "--data", moved.Directory.Path, .. cluster]
        );
        using var last = new TemporaryData();
        (await RunAsync(["import", "--from", back, "--data", last.Directory.Path, .. passphrase])).Answer();
        await using var again = await RunningSilo.StartAsync(last.Directory);
        (await TextsAsync(again, after: 0)).ShouldBe([(2, "waits for bob"), (3, "in the cluster")]);
        await SendAsync(again, bob, "out of it");
        (await TextsAsync(again, after: 3)).ShouldBe([(4, "out of it")]);
    }

    [Fact]
    public async Task A_cluster_in_memory_keeps_nothing_to_move()
    {
        Assert.SkipUnless(ClusterEngine.IsThere, "The cluster engine is not built in.");
        await ShouldFailWithSentenceAsync("keeps nothing", [.. ExportTo(Archive), "--engine", "orleans"]);
        Directory.GetFiles(scratch.Directory.Path).ShouldBe([PassphraseFile]);
    }

    private static async Task<AzuriteServer> RequireClusterAsync()
    {
        Assert.SkipUnless(ClusterEngine.IsThere, "The cluster engine is not built in.");
        try
        {
            return await AzuriteServer.StartAsync();
        }
        catch (AzuriteMissingException missing)
        {
            throw SkipException.ForSkip(missing.Message);
        }
    }

    // One message is acknowledged and one waits. Returns bob's key and the id of the first.
    private async Task<(string Bob, string Id)> ConverseAsync()
    {
        await using var silo = await RunningSilo.StartAsync(old.Directory);
        using var opened = await silo.Http.PostAsJsonAsync("v1/identities", new { name = "bob" }, Cancel);
        var bob = (await opened.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Text("publicKey");
        using var alice = await silo.Http.PostAsJsonAsync("v1/identities", new { name = "alice" }, Cancel);
        var id = await SendAsync(silo, bob, "read by bob");
        (await TextsAsync(silo, after: 0)).ShouldBe([(1, "read by bob")]);
        using var acknowledged = await silo.Http.PostAsJsonAsync(
            "v1/identities/bob/acknowledgements",
            new { upTo = 1 },
            Cancel
        );
        acknowledged.EnsureSuccessStatusCode();
        await SendAsync(silo, bob, "waits for bob");
        (await TextsAsync(silo, after: 1)).ShouldBe([(2, "waits for bob")]);
        while ((await GetAsync(silo, "identities/alice/sent/" + id)).Text("status") != "delivered")
            Cancel.ThrowIfCancellationRequested();
        return (bob, id);
    }

    private static async Task<string> SendAsync(RunningSilo silo, string bob, string text)
    {
        using var sent = await silo.Http.PostAsJsonAsync(
            "v1/identities/alice/messages",
            new { to = bob, text },
            Cancel
        );
        return (await sent.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Text("messageId");
    }

    private static async Task<IReadOnlyList<(long Sequence, string Text)>> TextsAsync(RunningSilo silo, long after)
    {
        var page = await GetAsync(silo, $"identities/bob/messages?after={after}&wait=30");
        return
        [
            .. page.GetProperty("messages")
                .EnumerateArray()
                .Select(message => (message.GetProperty("sequence").GetInt64(), message.Text("text"))),
        ];
    }

    private static Task<JsonElement> GetAsync(RunningSilo silo, string path) =>
        silo.Http.GetFromJsonAsync<JsonElement>($"v1/{path}", Cancel);

    private static string Columns(string table) =>
        string.Join(
            '\n',
            table
                .Split('\n')
                .Select(line =>
                    string.Join(
                        "  ",
                        line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    )
                )
        );

    private string[] ExportTo(string to) =>
        ["export", "--to", to, "--passphrase-file", PassphraseFile, "--data", old.Directory.Path];

    private string[] ImportArguments =>
        ["import", "--from", Archive, "--passphrase-file", PassphraseFile, "--data", moved.Directory.Path];

    private Task<Run> ExportAsync() => RunAsync(ExportTo(Archive));

    private Task<Run> ImportAsync() => RunAsync(ImportArguments);
}
