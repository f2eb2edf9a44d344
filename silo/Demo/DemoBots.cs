using MediatR;
using WakuGrains.Client;
using WakuGrains.Client.InProcess;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Demo;

/// <summary>
/// Two bots for looking around: <c>demo-echo</c> answers whoever writes to it, <c>demo-clock</c> tells it the time every half
/// minute. Ordinary bots over the client's interfaces.
/// </summary>
internal sealed partial class DemoBots(IMediator mediator, TimeProvider time, ILogger<DemoBots> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var waku = new InProcessClient(mediator, Tenants.Default);
        var echo = await waku.OpenIdentityAsync("demo-echo", stoppingToken);
        var clock = await waku.OpenIdentityAsync("demo-clock", stoppingToken);
        await Task.WhenAll(
            EchoAsync(echo, stoppingToken),
            TellTimeAsync(clock, echo.Identity.PublicKey, stoppingToken),
            ListenAsync(clock, stoppingToken)
        );
    }

    private async Task EchoAsync(IWakuBot bot, CancellationToken cancellationToken)
    {
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

    private async Task ListenAsync(IWakuBot bot, CancellationToken cancellationToken)
    {
        await foreach (var message in bot.ReceiveAsync(cancellationToken))
            LogMessage(logger, bot.Identity.Name, message.Sequence);
    }

    private async Task TellTimeAsync(IWakuBot bot, string peer, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            await bot.SendAsync(peer, $"It is {time.GetUtcNow():HH:mm:ss}.", cancellationToken: cancellationToken);
        } while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    [LoggerMessage(LogLevel.Information, "The answer to message {Sequence} was refused: {Code}")]
    private static partial void LogRefusal(ILogger logger, long sequence, string code);

    [LoggerMessage(LogLevel.Information, "{Bot} received message {Sequence}")]
    private static partial void LogMessage(ILogger logger, string bot, long sequence);
}
