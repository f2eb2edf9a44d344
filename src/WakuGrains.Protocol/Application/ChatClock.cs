namespace WakuGrains.Protocol.Application;

/// <summary>The Lamport clock of a chat, in milliseconds (facts app layer 2.2).</summary>
public static class ChatClock
{
    /// <summary>The clock of the next message: now, or one more than the last when that is ahead.</summary>
    public static ulong Next(ulong last, ulong nowMilliseconds) => Math.Max(nowMilliseconds, checked(last + 1));
}
