using System.Collections.Concurrent;
using WakuGrains.Client;

namespace WakuGrains.Crash.Tests;

/// <summary>
/// A bot that sends numbered texts to a peer and notes what the silo has acknowledged, and receives and notes what came. Its
/// own process lives on while the silo is killed.
/// </summary>
internal sealed class Talker(IWakuBot bot, string peer)
{
    private readonly ConcurrentDictionary<string, string> acknowledged = new();
    private readonly ConcurrentQueue<(string Text, string Id)> received = new();

    /// <summary>Texts whose send was acknowledged, with their message ids.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => acknowledged;

    /// <summary>What came, in order, repeats included.</summary>
    public IReadOnlyCollection<(string Text, string Id)> Received => received;

    /// <summary>Sends until it is told to stop.</summary>
    public async Task SendAsync(CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var text = $"{bot.Identity.Name} {i}";
            acknowledged[text] = (await bot.SendAsync(peer, text, cancellationToken: CancellationToken.None)).MessageId;
        }
    }

    /// <summary>Receives until it is told to stop.</summary>
    public async Task ReceiveAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var message in bot.ReceiveAsync(stop))
                received.Enqueue((message.Text, message.Id));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop.
        }
    }
}
