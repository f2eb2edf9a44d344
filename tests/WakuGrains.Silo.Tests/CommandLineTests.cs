using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Installations;
using WakuGrains.Silo.Hosting;
using static WakuGrains.Silo.Tests.SiloProgram;

namespace WakuGrains.Silo.Tests;

/// <summary>The program as an operator runs it, in a process of its own.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryData data = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task The_demo_ends_by_itself_and_shows_what_happens_underneath()
    {
        var run = await RunAsync("demo", "--crypto", "managed");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("alice → bob");
        run.Output.ShouldContain("Double Ratchet");
        run.Output.ShouldNotContain("\u001b", Case.Sensitive, "no terminal, no colours");
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_doctor_finds_this_machine_fit()
    {
        var run = await RunAsync("doctor", "--data", data.Directory.Path);
        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        foreach (var subject in (string[])["secp256k1", "X25519", "Keys", "Store", "Disk", "Clock"])
            run.Output.ShouldContain($"ok    {subject}");
    }

    [Fact]
    public async Task The_doctor_sees_a_damaged_store()
    {
        await DamageStoreAsync();
        var run = await RunAsync("doctor", "--data", data.Directory.Path);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("FAIL  Store");
    }

    [Fact]
    public async Task A_damaged_store_stops_the_start_with_a_sentence()
    {
        await DamageStoreAsync();
        await ShouldFailWithSentenceAsync("damaged", "serve", "--port", "0", "--data", data.Directory.Path);
    }

    [Fact]
    public async Task A_store_in_use_stops_the_start_with_a_sentence()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        await ShouldFailWithSentenceAsync("in use", "serve", "--port", "0", "--data", data.Directory.Path);
    }

    [Fact]
    public async Task Lost_protection_keys_stop_the_start_with_a_sentence()
    {
        await using (await RunningSilo.StartAsync(data.Directory)) { }
        data.Directory.ProtectionKeys.Delete(recursive: true);
        await ShouldFailWithSentenceAsync("keys", "serve", "--port", "0", "--data", data.Directory.Path);
    }

    [Fact]
    public async Task A_port_in_use_stops_the_start_with_a_sentence()
    {
        using var other = new TemporaryData();
        await using var silo = await RunningSilo.StartAsync(other.Directory);
        var port = $"{silo.Address.Port}";
        await ShouldFailWithSentenceAsync(
            "another process listens there",
            "serve",
            "--port",
            port,
            "--data",
            data.Directory.Path
        );
    }

    [Fact]
    public Task An_address_that_others_reach_is_refused_without_the_flag() =>
        ShouldFailWithSentenceAsync(
            "--allow-remote",
            "serve",
            "--port",
            "0",
            "--listen",
            "0.0.0.0",
            "--data",
            data.Directory.Path
        );

    [Theory]
    [InlineData("0")]
    [InlineData("17")]
    public async Task A_number_of_devices_that_peers_do_not_take_is_refused(string devices)
    {
        var run = await RunAsync("serve", "--port", "0", "--data", data.Directory.Path, "--active-devices", devices);
        run.ExitCode.ShouldNotBe(0);
        run.Error.ShouldContain("--active-devices is 1 to 16.");
        File.Exists(data.Directory.ApiKeyFile).ShouldBeFalse("nothing was started");
    }

    [Fact]
    public async Task The_number_of_devices_reaches_the_bots()
    {
        var options = new SiloOptions
        {
            Data = data.Directory,
            ActiveDevices = 5,
            Port = 0,
        };
        await using var app = SiloHost.Build(options);
        app.Services.GetRequiredService<InstallationSettings>().ActiveDevices.ShouldBe(5);
    }

    [Fact]
    public Task A_client_command_without_a_key_says_so() =>
        ShouldFailWithSentenceAsync("no API key", "identity", "list", "--data", data.Directory.Path);

    [Fact]
    public async Task Client_commands_send_and_receive()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        string[] connection = ["--url", silo.Address.ToString(), "--data", data.Directory.Path];
        var opened = await RunAsync(["identity", "open", "bob", .. connection]);
        var bob = opened.Output.Trim().Split("  ")[1];

        var sent = await RunAsync(["send", "alice", bob, "hello\u001b[31m", .. connection]);
        sent.ExitCode.ShouldBe(0, sent.Error);
        sent.Output.Trim().Length.ShouldBe(66);
        (await silo.Http.GetAsync("v1/identities/bob/messages?wait=30", Cancel)).EnsureSuccessStatusCode();

        var received = await RunAsync(["receive", "bob", .. connection]);
        received.Output.ShouldContain("hello [31m", Case.Sensitive, "control characters do not reach the terminal");
        (await RunAsync(["receive", "bob", .. connection])).Output.ShouldBeEmpty();

        var card = await RunAsync(["identity", "card", "bob", "--qr", .. connection]);
        card.Output.ShouldContain("https://status.app/u#" + bob);
        card.Output.ShouldContain("▄");
    }

    [Fact]
    public async Task Group_commands_make_invite_send_and_show()
    {
        await using var silo = await RunningSilo.StartAsync(data.Directory);
        string[] connection = ["--url", silo.Address.ToString(), "--data", data.Directory.Path];
        await RunAsync(["identity", "open", "alice", .. connection]);
        var bob = (await RunAsync(["identity", "open", "bob", .. connection])).Output.Trim().Split("  ")[1];

        (await GroupAsync("create", "alice", "01", "--chat", "a channel")).ShouldContain("chat      a channel");
        (await GroupAsync("join", "bob", "01", "--chat", "a channel")).ShouldContain("waits for a key");
        await GroupAsync("invite", "alice", "01", bob);
        (await GroupAsync("send", "alice", "01", "hello")).Trim().Length.ShouldBe(66);
        (await silo.Http.GetAsync("v1/identities/bob/messages?wait=30", Cancel)).EnsureSuccessStatusCode();
        (await RunAsync(["receive", "bob", .. connection])).Output.ShouldContain("→ 0x01  hello");
        (await GroupAsync("rekey", "alice", "01", bob)).Split("sends").Length.ShouldBe(3, "two keys");
        (await GroupAsync("list", "alice")).ShouldContain("a channel");
        (await GroupAsync("show", "alice", "0x01")).ShouldContain("group     0x01");

        var missing = await RunAsync(["group", "show", "alice", "02", .. connection]);
        (missing.ExitCode, missing.Error.Trim()).ShouldBe((1, "There is no group 02. [group_not_found, groupId]"));

        async Task<string> GroupAsync(params string[] arguments)
        {
            var run = await RunAsync(["group", .. arguments, .. connection]);
            run.ExitCode.ShouldBe(0, run.Error);
            return run.Output;
        }
    }

    private Task DamageStoreAsync() =>
        File.WriteAllTextAsync(Path.Combine(data.Directory.Path, "wakugrains.db"), new string('x', 8192), Cancel);
}
