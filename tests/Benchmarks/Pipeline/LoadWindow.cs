namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>What has happened since the start, or between two looks at it.</summary>
/// <param name="Elapsed">How long it was.</param>
/// <param name="Messages">Messages delivered.</param>
/// <param name="Frames">Frames decrypted: messages, and acknowledgements that travelled alone.</param>
/// <param name="Curve">What the curve was asked for.</param>
/// <param name="Processor">Processor time of the process.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Writer">Processor time of the store's writer, where the system tells.</param>
/// <param name="Groups">Transactions of the store.</param>
internal sealed record LoadWindow(
    TimeSpan Elapsed,
    long Messages,
    long Frames,
    CurveCounts Curve,
    TimeSpan Processor,
    long Allocated,
    TimeSpan? Writer,
    StoreGroups Groups
)
{
    public double MessagesPerSecond => Messages / Elapsed.TotalSeconds;

    public static LoadWindow operator -(LoadWindow left, LoadWindow right) =>
        new(
            left.Elapsed - right.Elapsed,
            left.Messages - right.Messages,
            left.Frames - right.Frames,
            left.Curve - right.Curve,
            left.Processor - right.Processor,
            left.Allocated - right.Allocated,
            left.Writer - right.Writer,
            left.Groups - right.Groups
        );
}
