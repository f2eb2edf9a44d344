using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Mailboxes;
using WakuGrains.Messages;
using WakuGrains.Ports;

namespace WakuGrains.Testing;

/// <summary>The messaging model with the embedded engine in one process, on a directory of its own.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost host;

    private TestSilo(IHost host) => this.host = host;

    /// <summary>The silo's services.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Where requests go.</summary>
    public IMediator Mediator => Services.GetRequiredService<IMediator>();

    /// <summary>Starts a silo.</summary>
    /// <param name="directory">Where its store lies.</param>
    /// <param name="network">The network it is on; one of its own when left out.</param>
    /// <param name="configure">Registers what the test wants different, before the rest.</param>
    public static async Task<TestSilo> StartAsync(
        string directory,
        InProcessWakuNetwork? network = null,
        Action<IServiceCollection>? configure = null
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        configure?.Invoke(builder.Services);
        builder.Services.AddSingleton(network ?? new InProcessWakuNetwork());
        builder.Services.TryAddSingleton<IKeyProtector>(PlainKeyProtector.Instance);
        builder.Services.AddWakuGrainsEmbedded(options => options.DataDirectory = directory);
        var built = builder.Build();
        try
        {
            await built.StartAsync();
        }
        catch
        {
            built.Dispose();
            throw;
        }

        return new TestSilo(built);
    }

    /// <summary>The bots of the default tenant.</summary>
    public BotRequests Bots => new(Mediator);

    /// <inheritdoc cref="Testing.Bots.OpenAsync"/>
    public Task<IdentityInfo> OpenAsync(string name) => Bots.OpenAsync(name);

    /// <inheritdoc cref="Testing.Bots.SendAsync"/>
    public Task<SendReceipt> SendAsync(string from, IdentityInfo to, string text, string? idempotencyKey = null) =>
        Bots.SendAsync(from, to, text, idempotencyKey);

    /// <inheritdoc cref="Testing.Bots.ReceiveAsync"/>
    public Task<IReadOnlyList<MailboxMessage>> ReceiveAsync(string name, int count, long after = 0) =>
        Bots.ReceiveAsync(name, count, after);

    /// <summary>Stops the silo.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        switch (host)
        {
            case IAsyncDisposable disposable:
                await disposable.DisposeAsync();
                break;
            default:
                host.Dispose();
                break;
        }
    }
}
