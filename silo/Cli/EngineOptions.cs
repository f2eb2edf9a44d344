using System.CommandLine;
using System.Net;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary>The options that choose the engine and, where that is a cluster, this silo's place in it.</summary>
internal sealed class EngineOptions
{
    private const string Embedded = "embedded";
    private const string Orleans = "orleans";
    private const string Localhost = "localhost";
    private const string AzureTable = "azure-table";

    private readonly Option<string> engine = Choice(
        "--engine",
        "One process with its own store, or one silo of an Orleans cluster, whose silos share one storage. In a cluster the data directory holds only the protection keys, which all silos need alike, and the API key.",
        Embedded,
        Orleans
    );

    private readonly Option<string> clustering = Choice(
        "--clustering",
        "How silos find each other: on one machine and with everything in memory, for development; or by Azure Tables, where everything is kept.",
        Localhost,
        AzureTable
    );

    private readonly Option<string?> storage = new("--azure-storage")
    {
        Description =
            $"The connection string of the table service, or the name of the environment variable that holds it; else ${TableServices.Variable}.",
        HelpName = "CONNECTION",
    };

    private readonly Option<IPAddress> address = SharedOptions.Address(
        "--silo-address",
        "The address by which other silos reach this one."
    );

    private readonly Option<int> siloPort = new Option<int>("--silo-port")
    {
        Description = "The port for other silos.",
        HelpName = "N",
        DefaultValueFactory = _ => ClusterSettings.DefaultSiloPort,
    }.Within(1, ushort.MaxValue);

    private readonly Option<int> gatewayPort = new Option<int>("--gateway-port")
    {
        Description = "The port for other programs that are clients of the cluster; 0 for none.",
        HelpName = "N",
        DefaultValueFactory = _ => ClusterSettings.DefaultGatewayPort,
    }.Within(0, ushort.MaxValue);

    private readonly Option<int?> primaryPort = new Option<int?>("--primary-port")
    {
        Description = "The silo port of the first silo on this machine; left out for the first itself.",
        HelpName = "N",
    }.Within(1, ushort.MaxValue);

    private readonly Option<string> clusterId = new("--cluster-id")
    {
        Description = "Which silos belong together: the same name for all of them.",
        HelpName = "NAME",
        DefaultValueFactory = _ => ClusterSettings.DefaultClusterId,
    };

    private Option[] OfClusters => [clustering, storage, address, siloPort, gatewayPort, primaryPort, clusterId];

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(engine);
        foreach (var option in OfClusters)
            command.Options.Add(option);
    }

    /// <summary>What the operator decided about the cluster; null for the embedded engine.</summary>
    /// <exception cref="SiloException">An option has no meaning beside the others, or one is missing.</exception>
    public ClusterSettings? Read(ParseResult parsed)
    {
        if (parsed.GetRequiredValue(engine) == Embedded)
        {
            Refuse(parsed, OfClusters, $"{engine.Name} {Orleans}");
            return null;
        }

        return parsed.GetRequiredValue(clustering) == Localhost ? OnThisMachine(parsed) : ByTables(parsed);
    }

    private ClusterSettings OnThisMachine(ParseResult parsed)
    {
        Refuse(parsed, [storage, address], $"{clustering.Name} {AzureTable}");
        return Common(parsed) with { PrimaryPort = parsed.GetValue(primaryPort) };
    }

    private ClusterSettings ByTables(ParseResult parsed)
    {
        Refuse(parsed, [primaryPort], $"{clustering.Name} {Localhost}");
        return Common(parsed) with
        {
            Clustering = Clustering.AzureTable,
            Tables = TableServices.Find(parsed.GetValue(storage)),
            Address = parsed.GetRequiredValue(address),
        };
    }

    private ClusterSettings Common(ParseResult parsed) =>
        new()
        {
            SiloPort = parsed.GetRequiredValue(siloPort),
            GatewayPort = parsed.GetRequiredValue(gatewayPort),
            ClusterId = parsed.GetRequiredValue(clusterId),
        };

    private static void Refuse(ParseResult parsed, IEnumerable<Option> options, string meaning)
    {
        if (options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new SiloException($"{given.Name} has a meaning only with {meaning}.");
    }

    private static Option<string> Choice(string name, string description, params string[] choices)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = string.Join('|', choices),
            DefaultValueFactory = _ => choices[0],
        };
        option.AcceptOnlyFromAmong(choices);
        return option;
    }
}
