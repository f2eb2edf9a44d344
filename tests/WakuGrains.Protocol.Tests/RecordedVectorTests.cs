using System.Text.Json;
using WakuGrains.Vectors;

namespace WakuGrains.Protocol.Tests;

/// <summary>The recorded vectors as tests, with both curve libraries.</summary>
public sealed class RecordedVectorTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "vectors");

    public static TheoryData<string, string> FilesAndCurves =>
        new MatrixTheoryData<string, string>(
            [
                "go-primitives.json",
                "go-x3dh-bundle.json",
                "go-dr.json",
                "curve25519-ratchet.json",
                "go-scenarios.json",
                "go-app.json",
                "status-selfmodel.json",
                "waku-payload-vectors.json",
            ],
            ["native", "managed"]
        );

    [Theory]
    [MemberData(nameof(FilesAndCurves))]
    public void A_recorded_file_is_reproduced(string file, string curve)
    {
        using var document = Read(file);
        var report = VectorFile.Run(document.RootElement, VectorSuites.For(TestCurves.Get(curve))).ShouldNotBeNull();
        ShouldPass(report.Results);
    }

    [Fact]
    public void A_section_that_no_suite_knows_is_a_failure()
    {
        using var document = JsonDocument.Parse("""{"about": "", "kdf_ck": [], "something_new": []}""");
        var report = VectorFile.Run(document.RootElement, VectorSuites.For(TestCurves.Native)).ShouldNotBeNull();
        report.Suite.ShouldBe("go-primitives");
        report.Results.ShouldHaveSingleItem().Name.ShouldBe("something_new");
    }

    [Fact]
    public void A_changed_value_is_a_failure()
    {
        using var document = JsonDocument.Parse("""{"keccak256": [{"input": "", "hash": "c5", "length": 0}]}""");
        var report = VectorFile.Run(document.RootElement, VectorSuites.For(TestCurves.Native)).ShouldNotBeNull();
        report.Results.ShouldHaveSingleItem().Outcome.ShouldBe(VectorOutcome.Failed);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"about":"","source":"","scenarios":[{"events":[{"call":"send"}]}]}""")]
    [InlineData("""{"cases": []}""")]
    public void An_unknown_format_is_recognised_by_nobody(string json)
    {
        using var document = JsonDocument.Parse(json);
        VectorFile.Run(document.RootElement, VectorSuites.For(TestCurves.Native)).ShouldBeNull();
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));

    private static void ShouldPass(IReadOnlyList<VectorResult> results)
    {
        results.ShouldNotBeEmpty();
        results.Where(result => result.Outcome == VectorOutcome.Failed).ShouldBeEmpty();
    }
}
