using WakuGrains.Client;
using WakuGrains.Orleans.Bots;

namespace WakuGrains.Orleans.Tests.Bots;

/// <summary>Writes down every message and answers it, then fails as often as the test wants it to.</summary>
internal sealed class DiaryGrain(Diary diary, IWakuClient waku) : Grain, IDiaryGrain
{
    public async Task HandleAsync(BotMessage message)
    {
        var incoming = message.For(await waku.OpenIdentityAsync(message.Bot));
        await incoming.ReplyAsync($"read {incoming.Text}");
        diary.Write(message);
    }
}
