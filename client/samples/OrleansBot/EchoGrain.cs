using Orleans;
using WakuGrains.Client;
using WakuGrains.Orleans.Bots;

namespace OrleansBot;

/// <summary>Answers every text with the same words: once, although it may be asked more than once.</summary>
internal sealed class EchoGrain(IWakuClient waku) : Grain, IEchoGrain
{
    public async Task HandleAsync(BotMessage message)
    {
        var incoming = message.For(await waku.OpenIdentityAsync(message.Bot));
        if (incoming.IsText)
            await incoming.ReplyAsync(incoming.Text);
    }
}
