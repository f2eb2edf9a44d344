using MediatR;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using WakuGrains.Client;
using WakuGrains.Client.InProcess;
using WakuGrains.Engine;
using WakuGrains.Engine.Lanes;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Orleans.Bots;

/// <summary>
/// The pump of one bot: works as long as its activation lives. When its silo dies, who keeps it calls on it again and it comes to
/// life on another, where it goes on with what was not acknowledged.
/// </summary>
[GrainType("waku-bot-pump")]
internal sealed class BotPumpGrain(
    IGrainFactory grains,
    IMediator mediator,
    TimeProvider time,
    IRandomSource random,
    ILogger<BotPump> logger
) : Grain, IBotPumpGrain, IDisposable
{
    private readonly RetryPause pause = new(time, random);
    private Task? running;

    public Task EnsureAsync(GrainId bot, bool includeSent)
    {
        running ??= RunAsync(grains.GetGrain<IWakuBotGrain>(bot), new ReceiveOptions { IncludeSent = includeSent });
        return Task.CompletedTask;
    }

    // What is being handled is waited for: the next pump begins only when this activation is gone.
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await pause.StopAsync();
        if (running is not null)
            await running.WaitAsync(cancellationToken);
    }

    public void Dispose() => pause.Dispose();

    private async Task RunAsync(IWakuBotGrain bot, ReceiveOptions options)
    {
        // The call that began it is answered first.
        await Task.Yield();
        var key = IdentityKey.Parse(GrainKeys.Read(this.GetPrimaryKeyString()));
        await using var waku = new InProcessClient(mediator, key.Tenant, time);
        await new BotPump(key, waku, bot, options, pause, logger).RunAsync();
    }
}
