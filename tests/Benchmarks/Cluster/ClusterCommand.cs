using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>The command <c>cluster</c>.</summary>
internal static class ClusterCommand
{
    private static readonly Option<int> Conversations = Number("--conversations", "Pairs of bots that converse.", 24);
    private static readonly Option<int> Rounds = Number("--rounds", "How often each engine has its turn.", 3);
    private static readonly Option<int> Rate = Number("--rate", "Messages a second at the steady rate.", 25);
    private static readonly Option<int> Activations = Number("--activations", "Entities that come to memory.", 500);

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "How long one engine's turn under full load, and one at the steady rate, takes.",
        DefaultValueFactory = _ => 2,
    };

    // Where nothing came to be measured there is no number.
    private static readonly JsonSerializerOptions JsonFormat = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>The command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="json">The option that asks for JSON.</param>
    public static Command Create(string name, Option<bool> json)
    {
        var command = new Command(name, "Clusters of one and two silos against the embedded engine.")
        {
            json,
            Conversations,
            Rounds,
            Seconds,
            Rate,
            Activations,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                var (output, progress) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var figures = await new ClusterBenchmark(ReadRun(parsed), TimeProvider.System, progress).RunAsync();
                if (parsed.GetValue(json))
                    await output.WriteLineAsync(JsonSerializer.Serialize(figures, JsonFormat));
                else
                    ClusterReport.Write(figures, output);
            }
        );
        return command;
    }

    private static ClusterRun ReadRun(ParseResult parsed) =>
        new(
            parsed.GetValue(Conversations),
            parsed.GetValue(Rounds),
            parsed.GetValue(Seconds),
            parsed.GetValue(Rate),
            parsed.GetValue(Activations)
        );

    private static Option<int> Number(string name, string description, int usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };
}
