namespace WakuGrains.Benchmarks.Measuring;

/// <summary>What samples come to.</summary>
internal static class Quantiles
{
    /// <summary>The value that a share of the samples does not exceed; not a number without samples.</summary>
    public static double Of(IReadOnlyList<double> ascending, double share) =>
        ascending.Count == 0 ? double.NaN : ascending[(int)(share * (ascending.Count - 1))];

    /// <summary>The one in the middle, or between the two that are; not a number without samples.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            return double.NaN;
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
