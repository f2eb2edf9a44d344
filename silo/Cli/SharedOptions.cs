using System.CommandLine;
using System.Net;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary>Options that several commands have. Each command gets its own instances.</summary>
internal static class SharedOptions
{
    public const string DataVariable = "WAKUGRAINS_DATA";
    public const string ApiKeyVariable = "WAKUGRAINS_API_KEY";

    private const string DefaultDataDirectory = "data";

    /// <summary>Where a silo keeps everything.</summary>
    public static Option<string> Data() =>
        new("--data")
        {
            Description = $"The data directory; ${DataVariable}, else ./{DefaultDataDirectory}.",
            HelpName = "DIR",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(DataVariable) ?? DefaultDataDirectory,
        };

    /// <summary>Whether addresses that other machines reach are meant.</summary>
    public static Option<bool> AllowRemote() =>
        new("--allow-remote")
        {
            Description =
                "Allow addresses that other machines can reach. The API is plain HTTP: put TLS in front. Silo and gateway ports trust whoever reaches them.",
        };

    /// <summary>Which curve library.</summary>
    public static Option<CryptoPreference> Crypto() =>
        new("--crypto")
        {
            Description =
                "secp256k1: the native library when it is there and right (auto), only that, or the managed one.",
            HelpName = "auto|native|managed",
            DefaultValueFactory = _ => CryptoPreference.Auto,
        };

    /// <summary>An IP address, the loopback one unless given.</summary>
    public static Option<IPAddress> Address(string name, string description) =>
        new(name)
        {
            Description = description,
            HelpName = "ADDRESS",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
                    return address;
                result.AddError($"{name} takes an IP address.");
                return IPAddress.None;
            },
        };

    /// <summary>Refuses numbers that are outside a range.</summary>
    public static Option<T> Within<T>(this Option<T> option, int first, int last)
    {
        option.Validators.Add(result =>
        {
            if (result.Errors.Any())
                return;
            if (result.GetValueOrDefault<T>() is int number && (number < first || number > last))
                result.AddError($"{option.Name} is {first} to {last}.");
        });
        return option;
    }

    /// <summary>The silo that a client command talks to.</summary>
    public static Option<string> Url() =>
        new("--url")
        {
            Description = "The silo's address.",
            HelpName = "URL",
            DefaultValueFactory = _ => $"http://127.0.0.1:{SiloOptions.DefaultPort}",
        };

    /// <summary>The key that a client command shows.</summary>
    public static Option<string?> ApiKey() =>
        new("--api-key")
        {
            Description = $"The API key; ${ApiKeyVariable}, else the one in the data directory.",
            HelpName = "KEY",
        };
}
