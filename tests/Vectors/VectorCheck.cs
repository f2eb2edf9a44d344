using System.Text.Json;

namespace WakuGrains.Vectors;

/// <summary>Collects the comparisons of one case; the first difference is what gets reported.</summary>
public sealed class VectorCheck
{
    private readonly List<string> differences = [];
    private readonly List<string> intended = [];

    private int comparisons;

    /// <summary>Whether a recorded value differed by intent so far.</summary>
    public bool HasDiffered => intended.Count > 0;

    /// <summary>The reasons for what differed by intent so far.</summary>
    public IEnumerable<string> Intended => intended;

    /// <summary>Compares bytes with lower-case hex.</summary>
    public void Bytes(string what, ReadOnlySpan<byte> actual, string expectedHex) =>
        Equal(what, Convert.ToHexStringLower(actual), expectedHex);

    /// <summary>Compares any two values.</summary>
    public void Equal<T>(string what, T actual, T expected)
    {
        comparisons++;
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
            differences.Add($"{what}: expected {expected}, actual {actual}");
    }

    /// <summary>Requires a condition and returns it, for what only makes sense when it holds.</summary>
    public bool Holds(string what, bool condition)
    {
        Equal(what, condition, expected: true);
        return condition;
    }

    /// <summary>Records a failure outright.</summary>
    public void Fail(string what)
    {
        comparisons++;
        differences.Add(what);
    }

    /// <summary>Notes that a recorded value differs by a documented choice of ours.</summary>
    public void Differs(string reason) => intended.Add(reason);

    /// <summary>The result. A case that compared nothing has failed: a test that cannot fail proves nothing.</summary>
    public VectorResult ToResult(string name) =>
        this switch
        {
            { differences.Count: > 0 } => new(name, VectorOutcome.Failed, string.Join("; ", differences)),
            { comparisons: 0 } => new(name, VectorOutcome.Failed, "nothing was compared"),
            { intended.Count: > 0 } => new(name, VectorOutcome.DiffersByIntent, string.Join("; ", intended.Distinct())),
            _ => new(name, VectorOutcome.Passed),
        };

    /// <summary>Runs one case; an exception is a failure of that case and does not stop the others.</summary>
#pragma warning disable CA1031 // A case may fail in any way; each is reported with its exception.
    public static VectorResult Run(string name, Action<VectorCheck> body)
    {
        var check = new VectorCheck();
        try
        {
            body(check);
        }
        catch (Exception exception)
        {
            check.Fail($"threw {exception.GetType().Name}: {exception.Message}");
        }

        return check.ToResult(name);
    }
#pragma warning restore CA1031

    /// <summary>Runs a case for each element of an array, named <c>section[i] label</c>.</summary>
    public static IEnumerable<VectorResult> Each(
        JsonElement root,
        string section,
        Action<JsonElement, VectorCheck> body
    )
    {
        if (!root.TryGetProperty(section, out var cases) || cases.ValueKind != JsonValueKind.Array)
            yield break;
        var index = 0;
        foreach (var element in cases.EnumerateArray())
        {
            var label = element.TryGetProperty("name", out var name) ? " " + name.GetString() : "";
            yield return Run($"{section}[{index++}]{label}", check => body(element, check));
        }
    }
}
