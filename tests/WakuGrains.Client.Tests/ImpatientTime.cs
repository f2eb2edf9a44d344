using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace WakuGrains.Client.Tests;

/// <summary>Time that jumps over every wait up to a length at once, and remembers them; longer waits do not end.</summary>
internal sealed class ImpatientTime(TimeSpan longestDelay) : FakeTimeProvider
{
    public ConcurrentQueue<TimeSpan> Delays { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > longestDelay)
            return timer;
        Delays.Enqueue(dueTime);
        _ = Task.Run(() => Advance(dueTime));
        return timer;
    }
}
