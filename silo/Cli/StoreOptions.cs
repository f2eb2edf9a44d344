using System.CommandLine;
using WakuGrains.Silo.Hosting;

namespace WakuGrains.Silo.Cli;

/// <summary>The options of <c>export</c> and <c>import</c> that say which store is meant: the same as of <c>serve</c>.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string> data = SharedOptions.Data();
    private readonly Option<bool> allowRemote = SharedOptions.AllowRemote();
    private readonly EngineOptions engine = new();

    /// <summary>Gives a command the options.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(data);
        command.Options.Add(allowRemote);
        engine.AddTo(command);
    }

    /// <summary>The silo whose store it is.</summary>
    /// <exception cref="SiloException">An option has no meaning beside the others, or one is missing.</exception>
    public SiloOptions Read(ParseResult parsed) =>
        new()
        {
            Data = new DataDirectory(parsed.GetRequiredValue(data)),
            AllowRemote = parsed.GetValue(allowRemote),
            Cluster = engine.Read(parsed),
        };
}
