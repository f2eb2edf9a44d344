using WakuGrains.Benchmarks.Pipeline;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;

namespace WakuGrains.Benchmarks.Cluster;

/// <summary>
/// What messages ask of the storage when every conversation has one under way at a time, so that none shares a commit with
/// another.
/// </summary>
internal sealed class StoragePatterns(Contender contender, TimeProvider time)
{
    private const int OneWayMessages = 8;
    private const int Exchanges = 16;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly Pairs pairs = contender.Pairs;
    private readonly StorageProbe storage = contender.Storage!;

    /// <summary>Measures every pattern.</summary>
    public async Task<StorageFigures[]> MeasureAsync()
    {
        await Task.WhenAll(pairs.There.Select(SettleAsync));
        await Task.WhenAll(pairs.Back.Select(SettleAsync));
        var oneWay = await CountAsync(pairs.There.Select(OneWayAsync));
        var turns = await CountAsync(pairs.There.Zip(pairs.Back, TakeTurnsAsync));
        var reading = await CountAsync(pairs.There.Select(AcknowledgeEachAsync));
        var count = pairs.There.Count;
        return
        [
            StorageFigures.OfSides("one way, each acknowledged by the peer alone", count * OneWayMessages, oneWay),
            StorageFigures.OfBoth("taking turns, the answer acknowledges", count * Exchanges * 2, turns),
            StorageFigures.OfSides("read by the bot, each taken out alone", count * OneWayMessages, reading),
        ];
    }

    private async Task<StorageReading> CountAsync(IEnumerable<Task> conversations)
    {
        var before = storage.Read();
        await Task.WhenAll(conversations);
        return storage.Read() - before;
    }

    // Nothing of before is left to do: no acknowledgement is due and the mailbox is empty.
    private async Task SettleAsync(Direction direction)
    {
        direction.ForgetDeliveries();
        await SendAndHearAsync(direction);
        var last = await ReadLastAsync(direction.Recipient);
        await TakeOutAsync(direction.Recipient, last);
    }

    private async Task OneWayAsync(Direction direction)
    {
        for (var i = 0; i < OneWayMessages; i++)
            await SendAndHearAsync(direction);
    }

    private async Task TakeTurnsAsync(Direction there, Direction back)
    {
        for (var i = 1; i < Exchanges; i++)
        {
            await there.SendAndWaitAsync();
            await back.SendAndWaitAsync();
        }

        await there.SendAndWaitAsync();
        await SendAndHearAsync(back);
    }

    private static async Task AcknowledgeEachAsync(Direction direction)
    {
        var last = await ReadLastAsync(direction.Recipient);
        for (var sequence = last - OneWayMessages + 1; sequence <= last; sequence++)
            await TakeOutAsync(direction.Recipient, sequence);
    }

    // Until the sender knows that the recipient's device has it.
    private async Task SendAndHearAsync(Direction direction)
    {
        var receipt = await direction.SendAndWaitAsync();
        var question = new GetSentMessage(direction.Sender.Key, receipt.MessageId);
        using var timer = new PeriodicTimer(Tick, time);
        while ((await direction.Sender.Mediator.Send(question))?.Status != SentStatus.Delivered)
            await timer.WaitForNextTickAsync();
    }

    private static async Task<long> ReadLastAsync(Bot bot) =>
        (await bot.Mediator.Send(new GetMailboxStatus(bot.Key))).LastSequence;

    private static Task<MailboxStatus> TakeOutAsync(Bot bot, long upTo) =>
        bot.Mediator.Send(new AcknowledgeMessages(bot.Key, upTo));
}
