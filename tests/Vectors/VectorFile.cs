using System.Text.Json;

namespace WakuGrains.Vectors;

/// <summary>Runs one vector file with the suite that recognises most of its content. Knows no paths and prints nothing.</summary>
public static class VectorFile
{
    /// <summary>Runs a file.</summary>
    /// <returns>The suite's name and every result, or <see langword="null"/> when no suite knows the format.</returns>
    public static VectorFileReport? Run(JsonElement root, IEnumerable<IVectorSuite> suites)
    {
        var suite = suites
            .Where(candidate => candidate.Recognises(root))
            .MinBy(candidate => UnknownSections(root, candidate).Count());
        if (suite is null)
            return null;
        VectorResult[] results = [.. UnknownSections(root, suite), .. suite.Run(root)];
        return new VectorFileReport(suite.Name, results.Length > 0 ? results : [Empty]);
    }

    private static VectorResult Empty => new("the file", VectorOutcome.Failed, "it has no case");

    private static IEnumerable<VectorResult> UnknownSections(JsonElement root, IVectorSuite suite) =>
        root.ValueKind != JsonValueKind.Object
            ? []
            : root.EnumerateObject()
                .Where(property => !suite.Sections.Contains(property.Name))
                .Select(property => new VectorResult(
                    property.Name,
                    VectorOutcome.Failed,
                    $"the {suite.Name} suite does not know this section"
                ));
}

/// <summary>What came of one file.</summary>
/// <param name="Suite">The suite that ran it.</param>
/// <param name="Results">Every case.</param>
public sealed record VectorFileReport(string Suite, IReadOnlyList<VectorResult> Results);
