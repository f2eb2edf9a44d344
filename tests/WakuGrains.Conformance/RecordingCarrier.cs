using System.Collections.Concurrent;
using Shouldly;
using WakuGrains.Engine;
using WakuGrains.Ports;

namespace WakuGrains.Conformance;

/// <summary>A carrier that takes every letter, holds some back or refuses a kind of them, and remembers what it took.</summary>
public sealed class RecordingCarrier : ILetterCarrier, IDisposable
{
    private readonly ConcurrentQueue<Letter> attempts = new();
    private readonly ConcurrentQueue<Letter> taken = new();
    private readonly ConcurrentDictionary<string, Exception> refusals = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> underWay = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> mostAtOnce = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim changed = new(0);
    private TaskCompletionSource open = new();

    public RecordingCarrier() => open.SetResult();

    /// <summary>How often a letter was brought.</summary>
    public int Attempts => attempts.Count;

    /// <summary>The texts of a kind that were brought, in order.</summary>
    public IReadOnlyList<string> BroughtOf(string kind) =>
        [.. attempts.Where(letter => letter.Kind == kind).Select(Samples.TextOf)];

    /// <summary>The texts of a kind that were taken, in order, repeats left out.</summary>
    public IReadOnlyList<string> TakenOf(string kind) =>
        [.. taken.Where(letter => letter.Kind == kind).Select(Samples.TextOf).Distinct()];

    /// <summary>How many letters of a kind were under way at once.</summary>
    public int MostAtOnce(string kind) => mostAtOnce.GetValueOrDefault(kind);

    /// <summary>Holds letters back until <see cref="LetThrough"/>.</summary>
    public void HoldBack() => open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetThrough() => open.SetResult();

    /// <summary>Refuses letters of a kind until <see cref="Accept"/>.</summary>
    public void Refuse(string kind, Exception with) => refusals[kind] = with;

    public void Accept(string kind) => refusals.TryRemove(kind, out _);

    public async Task CarryAsync(Letter letter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(letter);
        var now = underWay.AddOrUpdate(letter.Kind, 1, static (_, before) => before + 1);
        mostAtOnce.AddOrUpdate(letter.Kind, now, (_, most) => Math.Max(most, now));
        attempts.Enqueue(letter);
        changed.Release();
        try
        {
            await open.Task.WaitAsync(cancellationToken);
            // Time for another to come, if the engine brings several at once.
            await Task.Yield();
            if (refusals.TryGetValue(letter.Kind, out var refusal))
                throw refusal;
            taken.Enqueue(letter);
        }
        finally
        {
            underWay.AddOrUpdate(letter.Kind, 0, static (_, before) => before - 1);
            changed.Release();
        }
    }

    /// <summary>Waits until what is looked at is true; fails after half a minute without a letter.</summary>
    public async Task WaitAsync(Func<RecordingCarrier, bool> until)
    {
        ArgumentNullException.ThrowIfNull(until);
        while (!until(this))
            (await changed.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue($"{taken.Count} letters were taken");
    }

    public void Dispose() => changed.Dispose();
}
