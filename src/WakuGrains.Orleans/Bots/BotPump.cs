using Microsoft.Extensions.Logging;
using WakuGrains.Client;
using WakuGrains.Engine;
using WakuGrains.Engine.Lanes;

namespace WakuGrains.Orleans.Bots;

/// <summary>
/// Takes a bot's messages from its mailbox to its grain: one after the other, each acknowledged when it was handled, and again
/// from the first that was not when anything failed. Never skips one.
/// </summary>
internal sealed partial class BotPump(
    IdentityKey key,
    IWakuClient waku,
    IWakuBotGrain grain,
    ReceiveOptions options,
    RetryPause pause,
    ILogger logger
)
{
    private int failures;

    /// <summary>Works until the pause is told to end.</summary>
    public async Task RunAsync()
    {
        while (!pause.IsStopping)
            if (!await TryAsync())
                await pause.WaitAsync(failures++);
    }

#pragma warning disable CA1031 // Nothing is swallowed: it is logged, and what was not acknowledged is taken again.
    private async Task<bool> TryAsync()
    {
        try
        {
            await PumpAsync();
            return true;
        }
        catch (OperationCanceledException) when (pause.IsStopping)
        {
            return true;
        }
        catch (Exception exception)
        {
            NotHandled(logger, exception, key.Tenant, key.Name);
            return false;
        }
    }
#pragma warning restore CA1031

    private async Task PumpAsync()
    {
        var bot = await waku.OpenIdentityAsync(key.Name, pause.Stopping);
        var cursor = 0L;
        while (true)
            foreach (
                var message in await bot.ReadAsync(
                    cursor,
                    wait: MessagingLimits.MaxReadWait,
                    cancellationToken: pause.Stopping
                )
            )
            {
                pause.Stopping.ThrowIfCancellationRequested();
                if (options.Include(message))
                    await grain.HandleAsync(BotMessage.Of(key, message));
                await bot.AcknowledgeAsync(message.Sequence, CancellationToken.None);
                (cursor, failures) = (message.Sequence, 0);
            }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A message of bot {Tenant}/{Bot} was not handled, or its mailbox could not be read; it is tried again."
    )]
    private static partial void NotHandled(ILogger logger, Exception exception, string tenant, string bot);
}
