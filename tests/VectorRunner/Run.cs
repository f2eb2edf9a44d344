using System.Text.Json;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Vectors;

namespace WakuGrains.VectorRunner;

/// <summary>One run over any number of files: prints what failed and what differs by intent, and keeps the score.</summary>
internal sealed class Run(TextWriter output)
{
    private int passed;
    private int failed;
    private int unknown;

    /// <summary>Runs one file with each curve library.</summary>
    public void File(string path, IReadOnlyList<ISecp256k1> curves)
    {
        using var document = TryRead(path);
        foreach (var curve in curves)
        {
            var report = document is null ? null : VectorFile.Run(document.RootElement, VectorSuites.For(curve));
            if (report is null)
            {
                unknown++;
                output.WriteLine($"UNKNOWN {path}: no suite knows this format");
                return;
            }

            Print(path, curve, report);
        }
    }

    /// <summary>Prints the score and returns the exit code.</summary>
    public int Finish()
    {
        if (unknown > 0)
            output.WriteLine($"Files of unknown format: {unknown}");
        output.WriteLine($"{passed} passed, {failed} failed");
        return failed > 0 ? ExitCodes.Failed
            : unknown > 0 ? ExitCodes.UnknownFormat
            : ExitCodes.Passed;
    }

    private void Print(string path, ISecp256k1 curve, VectorFileReport report)
    {
        var failures = report.Results.Count(result => result.Outcome == VectorOutcome.Failed);
        var successes = report.Results.Count - failures;
        passed += successes;
        failed += failures;
        output.WriteLine($"{path}: {report.Suite}, {curve.Name}: {successes} passed, {failures} failed");
        foreach (var result in report.Results.Where(result => result.Outcome != VectorOutcome.Passed))
        {
            var word = result.Outcome == VectorOutcome.Failed ? "FAILED" : "DIFFERS BY INTENT";
            output.WriteLine($"  {word} {result.Name}: {result.Detail}");
        }
    }

    private static JsonDocument? TryRead(string path)
    {
        try
        {
            using var stream = System.IO.File.OpenRead(path);
            return JsonDocument.Parse(stream);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
