using System.CommandLine;
using System.Net;
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
        var listen = ListenOption();
        var activeDevices = ActiveDevicesOption();
        var allowRemote = new Option<bool>("--allow-remote")
        {
            Description = "Allow an address that other machines can reach. The API is plain HTTP: put TLS in front.",
        };
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
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static Option<int> PortOption()
    {
        var port = new Option<int>("--port")
        {
            Description = "The port to listen on; 0 takes a free one.",
            HelpName = "N",
            DefaultValueFactory = _ => SiloOptions.DefaultPort,
        };
        port.Validators.Add(result =>
        {
            if (result.Errors.Any())
                return;
            if (result.GetValueOrDefault<int>() is < 0 or > ushort.MaxValue)
                result.AddError("--port is 0 to 65535.");
        });
        return port;
    }

    private static Option<int> ActiveDevicesOption()
    {
        var devices = new Option<int>("--active-devices")
        {
            Description =
                "How many devices of one identity, the most recently active ones, a message is encrypted for.",
            HelpName = "N",
            DefaultValueFactory = _ => InstallationSettings.Default.ActiveDevices,
        };
        devices.Validators.Add(result =>
        {
            if (result.Errors.Any())
                return;
            if (result.GetValueOrDefault<int>() is < 1 or > InstallationSettings.MaxActiveDevices)
                result.AddError($"--active-devices is 1 to {InstallationSettings.MaxActiveDevices}.");
        });
        return devices;
    }

    private static Option<IPAddress> ListenOption() =>
        new("--listen")
        {
            Description = "The IP address to listen on.",
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
                    return address;
                result.AddError("--listen takes an IP address.");
                return IPAddress.None;
            },
        };

    private static async Task<int> RunAsync(SiloOptions options, CancellationToken cancellationToken)
    {
        await using var app = SiloHost.Build(options);
        var key = app.Services.GetRequiredService<ApiKey>();
        if (key.IsNew)
            Console.WriteLine($"API key, shown this once: {key.Text}");
        Console.WriteLine($"API key file: {options.Data.ApiKeyFile}");
        await StartAsync(app, cancellationToken);
        Console.WriteLine(app.Services.GetRequiredService<Secp256k1Selection>().Reason);
        Console.WriteLine($"Listening on {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(cancellationToken);
        Breakdown.ThrowIfAny(app.Services);
        return 0;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            // What has started already is told to stop before it is taken away.
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }
}
