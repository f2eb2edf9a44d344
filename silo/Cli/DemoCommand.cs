using System.CommandLine;
using MediatR;
using WakuGrains.Client.InProcess;
using WakuGrains.Messages;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Silo.Demo;
using WakuGrains.Silo.Hosting;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Cli;

/// <summary><c>demo</c>: two bots talk once, in one process, and it ends; anything unexpected is exit code 1.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var crypto = SharedOptions.Crypto();
        var command = new Command("demo", "Two bots talk through the real pipeline, and what happens underneath.")
        {
            crypto,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(crypto), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CryptoPreference crypto, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var data = new TemporaryData();
        using var host = Build(new SiloOptions { Data = data.Directory, Crypto = crypto });
        await host.StartAsync(limit.Token);
        await TalkAsync(host.Services, limit.Token);
        await host.StopAsync(limit.Token);
        return 0;
    }

    private static IHost Build(SiloOptions options)
    {
        options.Data.Create();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddSiloLogging().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<Underneath>();
        builder.Services.AddSingleton<INotificationHandler<EnvelopeHandled>>(provider =>
            provider.GetRequiredService<Underneath>()
        );
        builder.AddSilo(options);
        return builder.Build();
    }

    private static async Task TalkAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var transcript = new Transcript(Terminal.Open());
        await using var waku = new InProcessClient(services.GetRequiredService<IMediator>(), Tenants.Default);
        var alice = await waku.OpenIdentityAsync("alice", cancellationToken);
        var bob = await waku.OpenIdentityAsync("bob", cancellationToken);
        transcript.Introduce(services.GetRequiredService<Secp256k1Selection>().Reason, alice.Identity, bob.Identity);
        await new Conversation(alice, bob, services.GetRequiredService<Underneath>(), transcript).RunAsync(
            cancellationToken
        );
        transcript.Note("Every message arrived once, as it was sent, from whom it says.");
    }
}
