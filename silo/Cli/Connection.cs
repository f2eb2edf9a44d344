using System.CommandLine;
using WakuGrains.Client;
using WakuGrains.Silo.Hosting;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Cli;

/// <summary>How a client command finds its silo: the options, and the client made from them.</summary>
internal sealed class Connection
{
    private readonly Option<string> url = SharedOptions.Url();
    private readonly Option<string?> apiKey = SharedOptions.ApiKey();
    private readonly Option<string> data = SharedOptions.Data();

    /// <summary>A person waits for these commands, so they give up soon.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(url);
        command.Options.Add(apiKey);
        command.Options.Add(data);
    }

    /// <summary>Makes the client.</summary>
    /// <exception cref="SiloException">There is no API key.</exception>
    public WakuClient Open(ParseResult parsed)
    {
        var directory = new DataDirectory(parsed.GetRequiredValue(data));
        var key =
            parsed.GetValue(apiKey)
            ?? Environment.GetEnvironmentVariable(SharedOptions.ApiKeyVariable)
            ?? ApiKey.TryRead(directory)
            ?? throw new SiloException(
                $"There is no API key: not in --api-key, not in ${SharedOptions.ApiKeyVariable}, and there is no {directory.ApiKeyFile}."
            );
        return new WakuClient(parsed.GetRequiredValue(url), key, new WakuClientOptions { GiveUpAfter = Patience });
    }
}
