using System.Collections.Concurrent;
using WakuGrains.Messages;

namespace WakuGrains.Benchmarks.Pipeline;

/// <summary>
/// A steady rate, whatever the pipeline does with it: messages leave on time also when earlier ones are late. Every bot reads
/// its mailbox by long poll, and a message's time ends when its reader has it.
/// </summary>
internal sealed class OpenLoop(Population population, TimeProvider time)
{
    private const int MessagesPerSecond = 200;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(Direction Direction, int Number), long> started = new();
    private readonly ConcurrentBag<double> latencies = [];

    /// <summary>The latencies in milliseconds, ascending.</summary>
    public async Task<IReadOnlyList<double>> RunAsync(TimeSpan duration)
    {
        using var stopping = new CancellationTokenSource();
        var readers = population.Directions.ConvertAll(direction => ReadAsync(direction, stopping.Token));
        await SendAsync(duration);
        await SettleAsync();
        await stopping.CancelAsync();
        await Task.WhenAll(readers);
        return [.. latencies.Order()];
    }

    private async Task SendAsync(TimeSpan duration)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var sends = new List<Task>();
        var begin = time.GetTimestamp();
        while (time.GetElapsedTime(begin) < duration && await timer.WaitForNextTickAsync())
        {
            var due = (int)(time.GetElapsedTime(begin).TotalSeconds * MessagesPerSecond);
            while (sends.Count < due)
                sends.Add(Send(population.Directions[sends.Count % population.Directions.Count]));
        }

        await Task.WhenAll(sends);
    }

    private Task<int> Send(Direction direction)
    {
        started[(direction, direction.Sent + 1)] = time.GetTimestamp();
        return direction.SendAsync();
    }

    private async Task ReadAsync(Direction direction, CancellationToken cancellationToken)
    {
        var key = direction.Recipient.Key;
        var after = (await population.Silo.Mediator.Send(new GetMailboxStatus(key), cancellationToken)).LastSequence;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var request = new ReadMailbox(key, after, MessagingLimits.MaxReadLimit, MessagingLimits.MaxReadWait);
                foreach (var message in await population.Silo.Mediator.Send(request, cancellationToken))
                {
                    after = message.Sequence;
                    if (started.TryRemove((direction, Direction.NumberOf(message)), out var sentAt))
                        latencies.Add(time.GetElapsedTime(sentAt).TotalMilliseconds);
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
