using System.Collections.Concurrent;
using System.Collections.Immutable;
using WakuGrains.Orleans.Bots;

namespace WakuGrains.Orleans.Tests.Bots;

/// <summary>What a bot's grain was given, by whichever silo: all of them are in this process.</summary>
internal sealed class Diary
{
    private readonly ConcurrentDictionary<long, int> failures = new();
    private readonly Lock gate = new();
    private TaskCompletionSource changed = New();

    public ImmutableList<BotMessage> Entries { get; private set; } = [];

    /// <summary>The numbers of the messages in the order in which each was given for the first time.</summary>
    public IEnumerable<long> Numbers => Entries.Select(entry => entry.Sequence).Distinct();

    /// <summary>A message fails so many times after it was written down.</summary>
    public void LetFail(long sequence, int times) => failures[sequence] = times;

    public void Write(BotMessage message)
    {
        lock (gate)
        {
            Entries = Entries.Add(message);
            var done = changed;
            changed = New();
            done.SetResult();
        }

        if (failures.AddOrUpdate(message.Sequence, -1, (_, left) => left - 1) >= 0)
            throw new InvalidOperationException("The bot is not in the mood.");
    }

    /// <summary>Waits until so many different messages were given.</summary>
    public async Task UntilAsync(int count)
    {
        while (true)
        {
            Task next;
            lock (gate)
                next = changed.Task;
            if (Numbers.Count() >= count)
                return;
            await next.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
