using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace WakuGrains.Silo.Tests;

/// <summary>Time that stands still until it is advanced, and tells when somebody begins to wait.</summary>
internal sealed class ObservedTime : FakeTimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> waits = new();

    /// <summary>Completes when a wait of that length begins.</summary>
    public Task WaitBegunAsync(TimeSpan length) => Of(length).Task.WaitAsync(TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Of(dueTime).TrySetResult();
        return timer;
    }

    private TaskCompletionSource Of(TimeSpan length) =>
        waits.GetOrAdd(length, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
