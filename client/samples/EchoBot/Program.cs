// Answers every message with the same words. WAKUGRAINS_API_KEY holds the key that the silo printed at its first start.
using WakuGrains.Client;

var apiKey = Environment.GetEnvironmentVariable("WAKUGRAINS_API_KEY") ?? args[0];
await using var waku = new WakuClient("http://127.0.0.1:5480", apiKey);
var bot = await waku.OpenIdentityAsync("echo");
Console.WriteLine($"Write to {bot.Identity.PublicKey}");
await foreach (var message in bot.ReceiveAsync())
    await message.ReplyAsync($"you said: {message.Text}");
