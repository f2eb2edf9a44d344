using Microsoft.Extensions.Time.Testing;

namespace WakuGrains.Testing;

/// <summary>Lets time pass for those who pause: whether a pause has begun is not to be seen from outside.</summary>
public static class PassingTime
{
    /// <summary>Lets time pass step by step until something is the case.</summary>
    public static async Task AdvanceUntilAsync(this FakeTimeProvider time, TimeSpan step, Func<bool> until)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(until);
        while (!until())
        {
            time.Advance(step);
            await Task.Yield();
        }
    }
}
