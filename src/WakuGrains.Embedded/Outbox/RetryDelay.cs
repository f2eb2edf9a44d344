using System.Buffers.Binary;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Embedded.Outbox;

/// <summary>Exponential backoff from half a second to half a minute, with jitter, so that lanes do not retry in step.</summary>
internal static class RetryDelay
{
    private const double FirstSeconds = 0.5;
    private const double LongestSeconds = 30;

    /// <summary>The delay after a failed attempt, counted from 0: between half and all of the step.</summary>
    public static TimeSpan After(int attempt, IRandomSource random)
    {
        var step = Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, Math.Min(attempt, 10)));
        Span<byte> draw = stackalloc byte[sizeof(uint)];
        random.Fill(draw, RandomPurpose.Storage);
        var share = BinaryPrimitives.ReadUInt32LittleEndian(draw) / (double)uint.MaxValue;
        return TimeSpan.FromSeconds(step * (0.5 + (share / 2)));
    }
}
