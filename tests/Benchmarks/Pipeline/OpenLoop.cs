using System.Collections.Concurrent;
using WakuGrains.Messages;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>What messages took, in milliseconds, ascending.</summary>
/// <param name="Accepted">Until the send call was answered.</param>
/// <param name="Readable">Until the recipient had read it from its mailbox.</param>
internal sealed record Latencies(IReadOnlyList<double> Accepted, IReadOnlyList<double> Readable);

/// <summary>
/// A steady rate, whatever the pipeline does with it: messages leave on time also when earlier ones are late. Every bot reads
/// its mailbox by long poll, and a message's time ends when its reader has it.
/// </summary>
internal sealed class OpenLoop(IReadOnlyList<Direction> directions, int messagesPerSecond, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Direction Direction, int Number), long> started = new();
    private readonly ConcurrentBag<double> accepted = [];
    private readonly ConcurrentBag<double> readable = [];

    /// <summary>Runs for a while and until everything has been read.</summary>
    public async Task<Latencies> RunAsync(TimeSpan duration)
    {
        using var stopping = new CancellationTokenSource();
        // They listen from where they are now on; what is sent before they wait would not be theirs.
        var cursors = await Task.WhenAll(directions.Select(ReadCursorAsync));
        var readers = directions
            .Zip(cursors, (direction, after) => ReadAsync(direction, after, stopping.Token))
            .ToList();
        await SendAsync(duration);
        await SettleAsync();
        await stopping.CancelAsync();
        await Task.WhenAll(readers);
        return new Latencies([.. accepted.Order()], [.. readable.Order()]);
    }

    private async Task SendAsync(TimeSpan duration)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var sends = new List<Task>();
        var begin = time.GetTimestamp();
        while (time.GetElapsedTime(begin) < duration && await timer.WaitForNextTickAsync())
        {
            var due = (int)(time.GetElapsedTime(begin).TotalSeconds * messagesPerSecond);
            while (sends.Count < due)
                sends.Add(SendAsync(directions[sends.Count % directions.Count]));
        }

        await Task.WhenAll(sends);
    }

    private async Task SendAsync(Direction direction)
    {
        var begin = time.GetTimestamp();
        started[(direction, direction.Sent + 1)] = begin;
        await direction.SendAsync();
        accepted.Add(time.GetElapsedTime(begin).TotalMilliseconds);
    }

    private static async Task<long> ReadCursorAsync(Direction direction) =>
        (await direction.Recipient.Mediator.Send(new GetMailboxStatus(direction.Recipient.Key))).LastSequence;

    private async Task ReadAsync(Direction direction, long after, CancellationToken cancellationToken)
    {
        var (mediator, key) = (direction.Recipient.Mediator, direction.Recipient.Key);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var request = new ReadMailbox(key, after, MessagingLimits.MaxReadLimit, MessagingLimits.MaxReadWait);
                foreach (var message in await mediator.Send(request, cancellationToken))
                {
                    after = message.Sequence;
                    if (started.TryRemove((direction, Direction.NumberOf(message)), out var sentAt))
                        readable.Add(time.GetElapsedTime(sentAt).TotalMilliseconds);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The measurement is over.
        }
    }

    private async Task SettleAsync()
    {
        using var timer = new PeriodicTimer(Tick, time);
        var begin = time.GetTimestamp();
        while (!started.IsEmpty && time.GetElapsedTime(begin) < Settling)
            await timer.WaitForNextTickAsync();
    }
}
