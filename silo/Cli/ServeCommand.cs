using System.CommandLine;
using WakuGrains.Installations;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Cli;

/// <summary><c>serve</c>: runs a silo until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var crypto = SharedOptions.Crypto();
        var port = PortOption();
        var listen = SharedOptions.Address("--listen", "The IP address to listen on.");
        var activeDevices = ActiveDevicesOption();
        var engine = new EngineOptions();
        var allowRemote = SharedOptions.AllowRemote();
        var demoBots = new Option<bool>("--demo-bots") { Description = "Let two demo bots live in the silo." };
        var wireLog = new Option<string?>("--wire-log")
        {
            Description = "Append every published envelope to a file, one JSON object a line.",
            HelpName = "FILE",
        };

        var command = new Command("serve", "Runs a silo.")
        {
            port,
            data,
            crypto,
            listen,
            allowRemote,
            activeDevices,
            demoBots,
            wireLog,
        };
        engine.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new SiloOptions
                    {
                        Data = new DataDirectory(parsed.GetRequiredValue(data)),
                        Address = parsed.GetRequiredValue(listen),
                        Port = parsed.GetRequiredValue(port),
                        AllowRemote = parsed.GetValue(allowRemote),
                        Crypto = parsed.GetRequiredValue(crypto),
                        ActiveDevices = parsed.GetRequiredValue(activeDevices),
                        DemoBots = parsed.GetValue(demoBots),
                        WireLog = parsed.GetValue(wireLog),
                        Cluster = engine.Read(parsed),
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static Option<int> PortOption() =>
        new Option<int>("--port")
        {
            Description = "The port to listen on; 0 takes a free one.",
            HelpName = "N",
            DefaultValueFactory = _ => SiloOptions.DefaultPort,
        }.Within(0, ushort.MaxValue);

    private static Option<int> ActiveDevicesOption() =>
        new Option<int>("--active-devices")
        {
            Description =
                "How many devices of one identity, the most recently active ones, a message is encrypted for.",
            HelpName = "N",
            DefaultValueFactory = _ => InstallationSettings.Default.ActiveDevices,
        }.Within(1, InstallationSettings.MaxActiveDevices);

    private static async Task<int> RunAsync(SiloOptions options, CancellationToken cancellationToken)
    {
        await using var app = SiloHost.Build(options);
        if (options.Cluster is { } joined)
            await ClusterEngine.CheckAsync(joined, cancellationToken);
        var key = app.Services.GetRequiredService<ApiKey>();
        if (key.IsNew)
            Console.WriteLine($"API key, shown this once: {key.Text}");
        Console.WriteLine($"API key file: {options.Data.ApiKeyFile}");
        await app.StartOrStopAsync(cancellationToken);
        Console.WriteLine(app.Services.GetRequiredService<Secp256k1Selection>().Reason);
        if (options.Cluster is { } cluster)
            Console.WriteLine(
                $"In cluster {cluster.ClusterId}: silo port {cluster.SiloPort}, gateway port {cluster.GatewayPort}"
            );
        Console.WriteLine($"Listening on {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(cancellationToken);
        Breakdown.ThrowIfAny(app.Services);
        return 0;
    }
}
