// Answers every text with the same words. Give it the API key that the silo printed at its first start.
using WakuGrains.Client;

await using var waku = new WakuClient("http://127.0.0.1:5480", args[0]);
var bot = await waku.OpenIdentityAsync("echo");
Console.WriteLine($"Write to {bot.Identity.PublicKey}");
await foreach (var message in bot.ReceiveAsync())
{
    if (message.IsText)
        await message.ReplyAsync(message.Text);
}
