using System.Buffers.Binary;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Engine.Lanes;

/// <summary>
/// The pause after a failed attempt: exponential from half a second to half a minute, with jitter, so that lanes do not retry
/// in step. Ends at once when the lanes stop.
/// </summary>
internal sealed class RetryPause(TimeProvider time, IRandomSource random) : IDisposable
{
    private const double FirstSeconds = 0.5;
    private const double LongestSeconds = 30;

    private readonly CancellationTokenSource stopping = new();

    /// <summary>Whether the end has come.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>Cancelled at the end.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Brings the end.</summary>
    public Task StopAsync() => stopping.CancelAsync();

    /// <summary>Waits after a failed attempt, counted from 0. <see langword="false"/> when there is to be no other.</summary>
    public async Task<bool> WaitAsync(int attempt)
    {
        try
        {
            await Task.Delay(After(attempt), time, stopping.Token);
            return true;
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    // Between half and all of the step.
    private TimeSpan After(int attempt)
    {
        var step = Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, Math.Min(attempt, 10)));
        Span<byte> draw = stackalloc byte[sizeof(uint)];
        random.Fill(draw, RandomPurpose.Storage);
        var share = BinaryPrimitives.ReadUInt32LittleEndian(draw) / (double)uint.MaxValue;
        return TimeSpan.FromSeconds(step * (0.5 + (share / 2)));
    }
}
