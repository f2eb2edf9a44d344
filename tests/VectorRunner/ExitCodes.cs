namespace WakuGrains.VectorRunner;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCodes
{
    public const int Passed = 0;

    /// <summary>A case failed, whatever else happened.</summary>
    public const int Failed = 1;

    /// <summary>Nothing failed, but a file was of no known format, or the command line was wrong.</summary>
    public const int UnknownFormat = 2;
}
