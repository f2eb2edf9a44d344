using System.CommandLine;
using System.Text.Json;
using WakuGrains.Benchmarks.Pipeline;
using WakuGrains.Benchmarks.Primitives;
using WakuGrains.Benchmarks.Ratchet;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Benchmarks;

/// <summary>The command line: <c>ratchet</c>, <c>pipeline</c>, <c>cluster</c> and <c>primitives</c>.</summary>
public static class BenchmarkCommands
{
    private const string ClusterName = "cluster";

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON object and nothing else.",
    };

    private static readonly Option<CryptoPreference> Crypto = new("--crypto")
    {
        Description = "The curve library: native, managed, or auto for the best one on this machine.",
        DefaultValueFactory = _ => CryptoPreference.Auto,
    };

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "How long each measurement takes.",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<int> Pairs = new("--pairs")
    {
        Description = "Pairs of bots in the pipeline.",
        DefaultValueFactory = _ => 64,
    };

    /// <summary>Runs the command; returns the exit code.</summary>
    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter error) =>
        Root().Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });

    private static RootCommand Root() =>
        new("Measures WakuGrains. Ratios are what to look at: they hold on any machine.")
        {
            Measure<RatchetFigures>(
                "ratchet",
                "The Double Ratchet and X3DH against the curve's Diffie-Hellman.",
                options => Task.FromResult(RatchetBenchmark.Run(options, TimeProvider.System)),
                (options, output) => RatchetReport.WriteAsync(options, TimeProvider.System, output),
                Json,
                Crypto,
                Seconds
            ),
            Measure<PipelineFigures>(
                "pipeline",
                "Pairs of bots conversing through engine, store and an in-process network.",
                async options => (await PipelineBenchmark.RunAsync(options, TimeProvider.System)).Figures,
                async (options, output) =>
                    await PipelineReport.WriteAsync(
                        await PipelineBenchmark.RunAsync(options, TimeProvider.System),
                        output
                    ),
                Json,
                Crypto,
                Seconds,
                Pairs
            ),
            Cluster(),
            PrimitiveSuites(),
        };

#if ORLEANS_ENGINE
    private static Command Cluster() => WakuGrains.Benchmarks.Cluster.ClusterCommand.Create(ClusterName, Json);
#else
    private static Command Cluster()
    {
        var command = new Command(ClusterName, "Not built in: the packages of the cluster engine were left out.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(
            async (parsed, _) =>
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(
                    "The cluster engine is not built in: set OrleansEngine=true where its packages can be restored."
                );
                return 1;
            }
        );
        return command;
    }
#endif

    private static Command Measure<TFigures>(
        string name,
        string description,
        Func<BenchmarkOptions, Task<TFigures>> measure,
        Func<BenchmarkOptions, TextWriter, Task> report,
        params Option[] options
    )
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(
            async (parsed, _) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var asked = new BenchmarkOptions(
                    parsed.GetValue(Crypto),
                    TimeSpan.FromSeconds(parsed.GetValue(Seconds)),
                    options.Contains(Pairs) ? parsed.GetValue(Pairs) : 0
                );
                if (parsed.GetValue(Json))
                    await output.WriteLineAsync(
                        JsonSerializer.Serialize(await measure(asked), JsonSerializerOptions.Web)
                    );
                else
                    await report(asked, output);
            }
        );
        return command;
    }

    private static Command PrimitiveSuites()
    {
        var command = new Command("primitives", "BenchmarkDotNet over every primitive, with both curve libraries.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(parsed => PrimitiveRunner.Run([.. parsed.UnmatchedTokens]));
        return command;
    }
}
