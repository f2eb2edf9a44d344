// An Orleans application with a bot that lives in a grain of its own. Here everything is in memory and gone at the end; a cluster
// that lasts has its own clustering, storage and reminders in their place.
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;
using OrleansBot;
using WakuGrains.Client;
using WakuGrains.Orleans.Bots;
using WakuGrains.Orleans.Hosting;
using WakuGrains.Orleans.Storage;
using WakuGrains.Ports;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddDataProtection();
builder.Services.AddSingleton<IKeyProtector, KeyProtector>();
builder.UseOrleans(silo =>
{
    silo.UseLocalhostClustering();
    silo.AddMemoryGrainStorage(WakuStorage.ProviderName);
    silo.UseInMemoryReminderService();
    silo.AddWakuGrains();
    silo.AddWakuBot<IEchoGrain>("echo");
});

using var host = builder.Build();
await host.StartAsync();

// Somebody writes to the bot, and waits for its answer.
var waku = host.Services.GetRequiredService<IWakuClient>();
var echo = await waku.OpenIdentityAsync("echo");
var guest = await waku.OpenIdentityAsync("guest");
await guest.SendAsync(echo.Identity.PublicKey, "Hello, grain.");
await foreach (var message in guest.ReceiveAsync())
{
    Console.WriteLine($"The grain says: {message.Text}");
    break;
}

await host.StopAsync();
