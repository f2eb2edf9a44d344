using System.Collections.Concurrent;
using WakuGrains.Client;

namespace WakuGrains.Crash.Tests;

/// <summary>
/// A bot that asks its peer one question after the other, answers the peer's, and remembers everything that it was promised
/// and shown. Its own handler breaks now and then too, before anything was acknowledged.
/// </summary>
internal sealed class TalkingBot(IWakuBot bot, string peer) : IDisposable
{
    private const string QuestionPrefix = "question";
    private const int UnansweredAtOnce = 6;
    private const int HandlerBreaksEvery = 23;

    private readonly SemaphoreSlim mayAsk = new(UnansweredAtOnce);
    private readonly ConcurrentDictionary<string, string> answers = new(StringComparer.Ordinal);
    private volatile bool asking = true;

    /// <summary>The bot's name.</summary>
    public string Name => bot.Identity.Name;

    /// <summary>Ids that the silo gave for sends that it accepted, by text.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = new(StringComparer.Ordinal);

    /// <summary>Every showing of a message: the same one may be shown again.</summary>
    public ConcurrentQueue<IncomingMessage> Shown { get; } = [];

    /// <summary>Asks until it is told to stop.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            await mayAsk.WaitAsync(cancellationToken);
            if (!asking)
                break;
            await SendAsync($"{QuestionPrefix} {number} of {Name}", cancellationToken);
        }

        mayAsk.Release();
    }

    /// <summary>Stops asking; completes when every question has its answer.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        asking = false;
        for (var open = 0; open < UnansweredAtOnce; open++)
            await mayAsk.WaitAsync(cancellationToken);
        mayAsk.Release(UnansweredAtOnce);
    }

    /// <summary>Receives without end, beginning anew each time the handler broke.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await foreach (var message in bot.ReceiveAsync(cancellationToken))
            {
                Shown.Enqueue(message);
                if (Shown.Count % HandlerBreaksEvery == 0)
                    break;
                await HandleAsync(message, cancellationToken);
            }
        }
    }

    public void Dispose() => mayAsk.Dispose();

    private async Task HandleAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (!message.Text.StartsWith(QuestionPrefix, StringComparison.Ordinal))
        {
            if (answers.TryAdd(message.Text, message.Id))
                mayAsk.Release();
            return;
        }

        var answer = $"answer to {message.Text}";
        Remember(answer, await message.ReplyAsync(answer, cancellationToken));
    }

    private async Task SendAsync(string text, CancellationToken cancellationToken) =>
        Remember(text, await bot.SendAsync(peer, text, cancellationToken: cancellationToken));

    private void Remember(string text, SentReceipt receipt)
    {
        if (Accepted.GetOrAdd(text, receipt.MessageId) != receipt.MessageId)
            throw new InvalidOperationException($"'{text}' was sent twice, under two ids.");
    }
}
