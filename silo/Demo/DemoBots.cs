using MediatR;
using WakuGrains.Client;
using WakuGrains.Client.InProcess;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Demo;

/// <summary>
/// Two bots for looking around: <c>demo-echo</c> answers whoever writes to it, <c>demo-clock</c> tells it the time every half
/// minute. Ordinary bots over the client's interfaces. Where several silos of a cluster have them they are the same two all the
/// same: a message that is read twice is answered once.
/// </summary>
internal sealed partial class DemoBots(IMediator mediator, TimeProvider time, ILogger<DemoBots> logger)
    : BackgroundService
{
    private const string Echo = "demo-echo";
    private const string Clock = "demo-clock";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var waku = new InProcessClient(mediator, Tenants.Default, time);
        await Task.WhenAll(
            KeepAsync(() => EchoAsync(waku, stoppingToken), stoppingToken),
            KeepAsync(() => TellTimeAsync(waku, stoppingToken), stoppingToken),
            KeepAsync(() => ListenAsync(waku, stoppingToken), stoppingToken)
        );
    }

    // What was not acknowledged comes again: in a cluster another silo may have been lost in the middle.
    private async Task KeepAsync(Func<Task> bot, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await bot();
            }
            catch (WakuUnavailableException fault)
            {
                LogUnavailable(logger, fault.Message);
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task EchoAsync(InProcessClient waku, CancellationToken cancellationToken)
    {
        var bot = await waku.OpenIdentityAsync(Echo, cancellationToken);
        await foreach (var message in bot.ReceiveAsync(cancellationToken))
        {
            LogMessage(logger, bot.Identity.Name, message.Sequence);
            if (message.IsText)
                await AnswerAsync(message, cancellationToken);
        }
    }

    // The answer is longer than what it answers, so it may be too long; that must not stop the bot.
    private async Task AnswerAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await message.ReplyAsync($"you said: {message.Text}", cancellationToken);
        }
        catch (WakuRequestException refusal)
        {
            LogRefusal(logger, message.Sequence, refusal.Code);
        }
    }

    private async Task ListenAsync(InProcessClient waku, CancellationToken cancellationToken)
    {
        var bot = await waku.OpenIdentityAsync(Clock, cancellationToken);
        await foreach (var message in bot.ReceiveAsync(cancellationToken))
            LogMessage(logger, bot.Identity.Name, message.Sequence);
    }

    private async Task TellTimeAsync(InProcessClient waku, CancellationToken cancellationToken)
    {
        var bot = await waku.OpenIdentityAsync(Clock, cancellationToken);
        var peer = (await waku.OpenIdentityAsync(Echo, cancellationToken)).Identity.PublicKey;
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            await bot.SendAsync(peer, $"It is {time.GetUtcNow():HH:mm:ss}.", cancellationToken: cancellationToken);
        } while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    [LoggerMessage(LogLevel.Warning, "A demo bot pauses: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "The answer to message {Sequence} was refused: {Code}")]
    private static partial void LogRefusal(ILogger logger, long sequence, string code);

    [LoggerMessage(LogLevel.Information, "{Bot} received message {Sequence}")]
    private static partial void LogMessage(ILogger logger, string bot, long sequence);
}
