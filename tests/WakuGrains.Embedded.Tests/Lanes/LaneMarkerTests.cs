using Microsoft.Extensions.Time.Testing;
using Shouldly;
using WakuGrains.Engine.Lanes;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Testing;
using Xunit;

namespace WakuGrains.Embedded.Tests.Lanes;

/// <summary>What was taken is noted, whatever goes wrong with the notes before.</summary>
public sealed class LaneMarkerTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly RetryPause pause;

    public LaneMarkerTests() => pause = new RetryPause(time, SystemRandomSource.Instance);

    public void Dispose() => pause.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task After_a_fault_of_any_kind_the_same_entries_are_noted_again_and_later_ones_too()
    {
        var noted = new List<IReadOnlyCollection<long>>();
        var told = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var marker = new LaneMarker(
            ids =>
            {
                noted.Add([.. ids]);
                return noted.Count == 1
                    ? throw new InvalidOperationException("Nobody thought of it.")
                    : Task.CompletedTask;
            },
            (fault, _) => told.SetResult(fault),
            pause
        );
        var first = marker.MarkAsync(1);
        (await told.Task).ShouldBeOfType<InvalidOperationException>();
        var second = marker.MarkAsync(2);
        first.IsCompleted.ShouldBeFalse();
        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => second.IsCompleted);
        await first;
        noted.ShouldBe([
            [1],
            [1],
            [2],
        ]);
    }

    [Fact(Timeout = 60_000)]
    public async Task At_the_end_nobody_waits_for_a_note_that_cannot_be_written()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var marker = new LaneMarker(
            _ => throw new InvalidOperationException("It never works."),
            (_, _) => told.TrySetResult(),
            pause
        );
        var marked = marker.MarkAsync(1);
        await told.Task;
        await pause.StopAsync();
        await marked;
    }
}
