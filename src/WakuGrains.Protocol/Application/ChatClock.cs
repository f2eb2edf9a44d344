namespace WakuGrains.Protocol.Application;

/// <summary>The Lamport clock of a chat, in milliseconds of Unix time (facts app layer 2.2). All message kinds of a chat share it.</summary>
public static class ChatClock
{
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The clock of the next message: now, or one more than the last that was sent or received.</summary>
    public static ulong Next(ulong last, ulong nowMilliseconds) =>
        nowMilliseconds > last ? nowMilliseconds : checked(last + 1);

    /// <summary>Whether a received clock is set and not too far ahead; past clocks are fine.</summary>
    public static bool IsAcceptable(ulong clock, long wakuTimestampNanoseconds)
    {
        var seconds = wakuTimestampNanoseconds > 0 ? (ulong)wakuTimestampNanoseconds / NanosecondsPerSecond : 0;
        return clock != 0 && clock <= (seconds * 1000) + ApplicationLimits.MaxClockLeadMilliseconds;
    }
}
