namespace WakuGrains.Vectors;

/// <summary>How one case of a vector file ended.</summary>
public enum VectorOutcome
{
    /// <summary>Every value was equal.</summary>
    Passed,

    /// <summary>A value differed.</summary>
    Failed,

    /// <summary>
    /// A recorded value differs from ours by intent (a documented choice); everything that must still be equal was compared
    /// and is. Counts as passed, but is listed by name with its reason.
    /// </summary>
    DiffersByIntent,
}

/// <summary>The result of one case.</summary>
/// <param name="Name">Section and case, such as <c>kdf_rk[2]</c>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">For a failure: what was expected and what came out. For an intended difference: the reason.</param>
public sealed record VectorResult(string Name, VectorOutcome Outcome, string Detail = "");
