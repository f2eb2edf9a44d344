using System.Runtime;

namespace WakuGrains.Benchmarks.Measuring;

/// <summary>
/// Waits until the just-in-time compiler has little left to do: a server runs for weeks, so its first seconds are not what is
/// to be measured.
/// </summary>
internal static class CompilerRest
{
    private const int FewMethods = 10;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits, but not longer than the patience.</summary>
    public static async Task WaitAsync(TimeSpan patience, TimeProvider time)
    {
        using var timer = new PeriodicTimer(Look < patience ? Look : patience, time);
        var begin = time.GetTimestamp();
        var compiled = JitInfo.GetCompiledMethodCount();
        while (time.GetElapsedTime(begin) < patience && await timer.WaitForNextTickAsync())
        {
            var now = JitInfo.GetCompiledMethodCount();
            if (now - compiled < FewMethods)
                return;
            compiled = now;
        }
    }
}
