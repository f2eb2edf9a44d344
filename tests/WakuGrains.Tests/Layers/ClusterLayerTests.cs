using System.Text.RegularExpressions;

namespace WakuGrains.Tests.Layers;

/// <summary>
/// Orleans is known in few places, and its grains are thin. Looks at sources alone, so that it holds where the packages are missing.
/// </summary>
public sealed partial class ClusterLayerTests
{
    /// <summary>One screen, without usings, comments and empty lines.</summary>
    private const int MaxGrainLines = 60;

    private static readonly string[] Places =
    [
        "src/WakuGrains.Orleans/",
        "tests/WakuGrains.Orleans.Tests/",
        "tests/Benchmarks/Cluster/",
        "tests/Benchmarks/WakuGrains.Benchmarks.csproj",
        "client/samples/OrleansBot/",
    ];

    [Fact]
    public void Nobody_knows_Orleans_but_the_cluster_engine_and_what_is_made_for_it()
    {
        string[] tops = ["src", "silo", "client", "tests"];
        var knowing = tops.SelectMany(top => Repository.Sources(top).Concat(Repository.Projects(top)))
            .Where(file => OfOrleans().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .ToList();
        knowing.ShouldContain("src/WakuGrains.Orleans/WakuGrains.Orleans.csproj");
        knowing.Where(file => !Places.Any(place => file.StartsWith(place, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void A_grain_fits_on_a_screen()
    {
        var grains = Repository.Sources("src", "WakuGrains.Orleans", "Grains").ToList();
        grains.ShouldNotBeEmpty();
        foreach (var grain in grains)
            File.ReadLines(grain).Count(IsCode).ShouldBeLessThanOrEqualTo(MaxGrainLines, grain);
    }

    private static bool IsCode(string line)
    {
        var text = line.Trim();
        return text.Length > 0
            && !text.StartsWith("//", StringComparison.Ordinal)
            && !text.StartsWith("using ", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"\bMicrosoft\.Orleans\b|^(global )?using (static )?(global::)?Orleans\b|\bglobal::Orleans\b",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OfOrleans();
}
