using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using WakuGrains.Silo.Cli;
using WakuGrains.Silo.Hosting;
using WakuGrains.Testing;
using static WakuGrains.Silo.Tests.SiloProgram;

namespace WakuGrains.Silo.Tests;

/// <summary>What <c>serve</c> takes and refuses about its engine.</summary>
public sealed class EngineOptionTests : IDisposable
{
    private const string Connection = "AccountName=a;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:1/a";

    private readonly TemporaryData data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public void Without_options_a_silo_is_one_process() => Read().ShouldBeNull();

    [Fact]
    public void A_silo_of_a_cluster_is_the_first_on_this_machine_unless_told_otherwise()
    {
        var settings = Read("--engine", "orleans")!;
        settings.ShouldBe(new ClusterSettings());
        (settings.Clustering, settings.PrimaryPort, settings.Tables).ShouldBe((Clustering.Localhost, null, null));
    }

    [Fact]
    public void Another_silo_on_this_machine_names_its_ports_and_the_first_one() =>
        Read("--engine orleans --silo-port 1 --gateway-port 0 --primary-port 65535 --cluster-id two".Split(' '))
            .ShouldBe(
                new ClusterSettings
                {
                    SiloPort = 1,
                    GatewayPort = 0,
                    PrimaryPort = 65535,
                    ClusterId = "two",
                }
            );

    [Fact]
    public void A_silo_by_tables_has_an_address_and_a_table_service()
    {
        var settings = Read([.. ByTables, "--azure-storage", Connection, "--silo-address", "10.0.0.7"])!;
        settings.Clustering.ShouldBe(Clustering.AzureTable);
        settings.Address.ShouldBe(IPAddress.Parse("10.0.0.7"));
        settings.Tables!.ConnectionString.ShouldBe(Connection);
    }

    [Fact]
    public void A_connection_string_never_becomes_text()
    {
        var options = new SiloOptions
        {
            Data = data.Directory,
            Cluster = Read([.. ByTables, "--azure-storage", Connection]),
        };
        options.ToString().ShouldContain("AzureTable");
        options.ToString().ShouldNotContain("c2VjcmV0");
    }

    [Fact]
    public void A_variable_is_named_in_place_of_a_connection_string()
    {
        Read([.. ByTables, "--azure-storage", "PATH"])!
            .Tables!.ConnectionString.ShouldBe(Environment.GetEnvironmentVariable("PATH"));
        Refusal([.. ByTables, "--azure-storage", "NO_SUCH_VARIABLE_IS_SET"])
            .ShouldBe("--azure-storage is neither a connection string nor an environment variable that is set.");
    }

    [Theory]
    [InlineData("--clustering", "localhost")]
    [InlineData("--azure-storage", Connection)]
    [InlineData("--silo-address", "127.0.0.1")]
    [InlineData("--silo-port", "11111")]
    [InlineData("--gateway-port", "30000")]
    [InlineData("--primary-port", "11111")]
    [InlineData("--cluster-id", "wakugrains")]
    public void Options_of_clusters_are_refused_without_one(string option, string value)
    {
        Refusal(option, value).ShouldBe($"{option} has a meaning only with --engine orleans.");
        Refusal("--engine", "embedded", option, value).ShouldBe($"{option} has a meaning only with --engine orleans.");
    }

    [Theory]
    [InlineData("--azure-storage", Connection)]
    [InlineData("--silo-address", "127.0.0.1")]
    public void Options_of_tables_are_refused_on_one_machine(string option, string value) =>
        Refusal("--engine", "orleans", option, value)
            .ShouldBe($"{option} has a meaning only with --clustering azure-table.");

    [Fact]
    public void The_first_silo_is_not_named_by_tables() =>
        Refusal([.. ByTables, "--azure-storage", Connection, "--primary-port", "11111"])
            .ShouldBe("--primary-port has a meaning only with --clustering localhost.");

    [Theory]
    [InlineData("--silo-port", "0", "--silo-port is 1 to 65535.")]
    [InlineData("--gateway-port", "65536", "--gateway-port is 0 to 65535.")]
    [InlineData("--primary-port", "0", "--primary-port is 1 to 65535.")]
    [InlineData("--silo-address", "here", "--silo-address takes an IP address.")]
    public void What_is_no_port_and_no_address_is_refused(string option, string value, string words) =>
        Parse("--engine", "orleans", option, value).Parsed.Errors.Select(error => error.Message).ShouldContain(words);

    [Fact]
    public async Task A_silo_address_that_others_reach_is_refused_without_the_flag()
    {
        Assert.SkipUnless(ClusterEngine.IsThere, "The program was built without the cluster engine.");
        var run = await ServeAsync([.. ByTables, "--azure-storage", Connection, "--silo-address", "10.0.0.7"]);
        run.Error.ShouldContain("--allow-remote");
    }

    [Fact]
    public async Task Without_a_connection_string_tables_cannot_be_reached()
    {
        var run = await ServeAsync(ByTables);
        run.Error.Trim()
            .ShouldBe("The table service is missing: give --azure-storage, or set $WAKUGRAINS_AZURE_STORAGE.");
    }

    [Theory]
    [InlineData("silo", "--silo-port", "--gateway-port")]
    [InlineData("gateway", "--gateway-port", "--silo-port")]
    public async Task A_port_that_somebody_has_is_named_before_anything_starts(string name, string taken, string free)
    {
        Assert.SkipUnless(ClusterEngine.IsThere, "The program was built without the cluster engine.");
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var run = await ServeAsync("--engine", "orleans", taken, $"{port}", free, $"{FreePort.Find()}");
        run.Error.ShouldStartWith($"The {name} port {port} of 127.0.0.1 cannot be listened on: ");
        run.Output.ShouldNotContain("Listening on");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_table_service_that_does_not_answer_is_named_and_nothing_is_tried_for_ever()
    {
        Assert.SkipUnless(ClusterEngine.IsThere, "The program was built without the cluster engine.");
        string[] ports = ["--silo-port", $"{FreePort.Find()}", "--gateway-port", "0"];
        var run = await ServeAsync([.. ByTables, .. ports, "--azure-storage", Connection]);
        run.Error.ShouldStartWith("The table service at http://127.0.0.1:1/a cannot be used: ");
    }

    [Fact]
    public async Task A_program_without_the_cluster_engine_says_so_and_changes_nothing()
    {
        Assert.SkipWhen(ClusterEngine.IsThere, "The program was built with the cluster engine.");
        var run = await ServeAsync("--engine", "orleans");
        run.Error.ShouldContain("built without the cluster engine");
        File.Exists(data.Directory.ApiKeyFile).ShouldBeFalse("nothing was started");
    }

    private static string[] ByTables => ["--engine", "orleans", "--clustering", "azure-table"];

    private static (ParseResult Parsed, EngineOptions Options) Parse(params string[] arguments)
    {
        var options = new EngineOptions();
        var command = new Command("serve");
        options.AddTo(command);
        return (command.Parse(arguments), options);
    }

    private static ClusterSettings? Read(params string[] arguments)
    {
        var (parsed, options) = Parse(arguments);
        parsed.Errors.ShouldBeEmpty();
        return options.Read(parsed);
    }

    private static string Refusal(params string[] arguments) =>
        Should.Throw<SiloException>(() => Read(arguments)).Message;

    private async Task<Run> ServeAsync(params string[] arguments)
    {
        var run = await RunAsync(["serve", "--port", "0", "--data", data.Directory.Path, .. arguments]);
        run.ExitCode.ShouldBe(1, run.Output + run.Error);
        run.Error.Trim().Split('\n').Length.ShouldBe(1, run.Error);
        run.Error.ShouldNotContain("c2VjcmV0");
        return run;
    }
}
