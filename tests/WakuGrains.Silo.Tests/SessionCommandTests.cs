using System.Net.Http.Json;
using WakuGrains.Silo.Hosting;
using static WakuGrains.Silo.Tests.SiloProgram;

namespace WakuGrains.Silo.Tests;

/// <summary>Keys, devices, sessions and trust on the command line, against a running silo.</summary>
public sealed class SessionCommandTests : SiloTest
{
    private const string PrivateKey = "00000000000000000000000000000000000000000000000000000000000000a1";

    private string[] Connection => ["--url", Silo.Address.ToString(), "--data", Data.Path];

    [Fact]
    public async Task A_key_goes_into_a_file_for_the_owner_alone_and_comes_back_from_it()
    {
        using var scratch = new TemporaryData();
        scratch.Directory.Create();
        var (given, taken) = (
            Path.Combine(scratch.Directory.Path, "given"),
            Path.Combine(scratch.Directory.Path, "taken")
        );
        await File.WriteAllTextAsync(given, PrivateKey + "\n", Cancel);

        var imported = (await RunAsync(["identity", "import", "bot", "--key-file", given, .. Connection])).Answer();
        imported.ShouldBe($"bot  {(await GetAsync("identities/bot")).Text("publicKey")}");
        (await RunAsync(["identity", "export", "bot", "--out", taken, .. Connection]))
            .Answer()
            .ShouldNotContain(PrivateKey);
        (await File.ReadAllTextAsync(taken, Cancel)).Trim().ShouldBe(PrivateKey);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(taken).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await ShouldFailWithSentenceAsync("exists", ["identity", "export", "bot", "--out", given, .. Connection]);
        (await File.ReadAllTextAsync(given, Cancel)).ShouldBe(PrivateKey + "\n", "nothing was written over");
    }

    [Fact]
    public async Task A_key_comes_through_standard_input()
    {
        await RunAsync(PrivateKey + "\n", ["identity", "import", "bot", "--key-file", "-", .. Connection]);
        (await RunAsync(["identity", "export", "bot", .. Connection])).Answer().ShouldBe(PrivateKey);

        var refused = await RunAsync("7", ["identity", "import", "other", "--key-file", "-", .. Connection]);
        refused.ExitCode.ShouldBe(1);
        refused.Error.Trim().ShouldEndWith("[private_key_invalid, privateKey]");
    }

    [Fact]
    public async Task A_key_is_no_argument()
    {
        var run = await RunAsync(["identity", "import", "bot", PrivateKey, .. Connection]);
        run.ExitCode.ShouldBe(1);
        (await GetAsync("identities")).GetProperty("identities").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("identity", "export", "nobody")]
    [InlineData("identity", "trust", "nobody", "ask")]
    [InlineData("installation", "list", "nobody")]
    [InlineData("session", "list", "nobody")]
    public async Task A_mistyped_name_creates_nothing(params string[] command)
    {
        await ShouldFailWithSentenceAsync("[identity_not_found, name]", [.. command, .. Connection]);
        (await GetAsync("identities")).GetProperty("identities").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_policy_is_shown_and_chosen()
    {
        await OpenAsync("bot");
        (await RunAsync(["identity", "trust", "bot", .. Connection])).Answer().ShouldBe("first_use");
        (await RunAsync(["identity", "trust", "bot", "ask", .. Connection])).Answer().ShouldBe("ask");
        (await RunAsync(["identity", "trust", "bot", .. Connection])).Answer().ShouldBe("ask");
        (await RunAsync(["identity", "trust", "bot", "maybe", .. Connection])).ExitCode.ShouldBe(1);
        (await GetAsync("identities/bot/trust-policy")).Text("policy").ShouldBe("ask");
    }

    [Fact]
    public async Task Devices_are_listed_and_named()
    {
        await OpenAsync("bot");
        var id = (await GetAsync("identities/bot")).GetProperty("installations")[0].GetString()!;
        var named = (await RunAsync(["installation", "name", "bot", id, "the [red]office", .. Connection])).Answer();
        named.ShouldContain("the [red]office", Case.Sensitive, "a name is a name, not markup");
        var list = (await RunAsync(["installation", "list", "bot", .. Connection])).Answer().Split('\n');
        list.Length.ShouldBe(2);
        list[1].ShouldStartWith($"{id}  this one");
        (await RunAsync(["installation", "announce", "bot", .. Connection])).Answer().ShouldBeEmpty();
        foreach (var command in (string[])["pair", "unpair"])
            await ShouldFailWithSentenceAsync(
                "[installation_not_found, installationId]",
                ["installation", command, "bot", id, .. Connection]
            );
    }

    [Fact]
    public async Task A_session_is_shown_decided_about_and_begun_anew()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ExchangeAsync("alice", "bob", bob, "hello");
        await ExchangeAsync("bob", "alice", (await GetAsync("identities/alice")).Text("publicKey"), "hello yourself");

        var list = (await RunAsync(["session", "list", "alice", .. Connection])).Answer().Split('\n');
        list.Length.ShouldBe(2);
        list[1].ShouldStartWith($"{bob}  trusted");

        var shown = (await RunAsync(["session", "show", "alice", bob, .. Connection])).Answer();
        shown.ShouldStartWith($"peer      {bob}");
        shown.ShouldContain("  sends  ");
        shown.ShouldContain("negotiated");

        (await RunAsync(["session", "trust", "alice", bob, "pinned", .. Connection])).Answer().ShouldBe("pinned");
        (await GetAsync($"identities/alice/sessions/{bob}")).Text("trust").ShouldBe("pinned");
        (await RunAsync(["session", "reset", "alice", bob, .. Connection])).Answer().ShouldBe("Begun anew.");
        (await RunAsync(["session", "show", "alice", bob, .. Connection])).Answer().ShouldNotContain("sends");
    }

    [Fact]
    public async Task What_was_not_read_is_shown_with_its_reason()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ExchangeAsync("alice", "bob", bob, "hello");
        var alice = (await GetAsync("identities/alice")).Text("publicKey");
        await PutAsync($"identities/bob/sessions/{alice}/trust", new { trust = "refused" });
        await Http.PostAsJsonAsync("v1/identities/alice/messages", new { to = bob, text = "hello?" }, Cancel);
        while ((await GetAsync($"identities/bob/sessions/{alice}")).GetProperty("recentFailures").GetArrayLength() == 0)
            Cancel.ThrowIfCancellationRequested();

        (await RunAsync(["session", "show", "bob", alice, .. Connection])).Answer().ShouldContain("not_trusted");
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_a_sentence()
    {
        await OpenAsync("alice");
        var bob = await OpenAsync("bob");
        await ShouldFailWithSentenceAsync(
            "[session_not_found, peer]",
            ["session", "show", "alice", bob, .. Connection]
        );
        await ShouldFailWithSentenceAsync(
            "[session_not_found, peer]",
            ["session", "reset", "alice", bob, .. Connection]
        );
        await ShouldFailWithSentenceAsync("[peer_invalid, peer]", ["session", "show", "alice", "bob", .. Connection]);
    }
}
