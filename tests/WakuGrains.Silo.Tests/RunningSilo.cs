using System.Net.Http.Headers;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WakuGrains.Client;
using WakuGrains.Client.InProcess;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Silo.Hosting;
using WakuGrains.Silo.Security;

namespace WakuGrains.Silo.Tests;

/// <summary>A silo as it is delivered, on a free port of this machine.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningSilo(WebApplication app)
    {
        this.app = app;
        Address = new Uri(app.Urls.Single());
        ApiKey = app.Services.GetRequiredService<ApiKey>().Text;
        Http = new HttpClient { BaseAddress = Address };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    public Uri Address { get; }

    public string ApiKey { get; }

    /// <summary>With the API key.</summary>
    public HttpClient Http { get; }

    public static async Task<RunningSilo> StartAsync(
        DataDirectory data,
        int port = 0,
        TimeProvider? time = null,
        string? wireLog = null,
        InProcessWakuNetwork? network = null,
        RememberingLog? log = null,
        ClusterSettings? cluster = null
    )
    {
        var options = new SiloOptions
        {
            Data = data,
            Port = port,
            WireLog = wireLog,
            Cluster = cluster,
        };
        var built = SiloHost.Build(
            options,
            services =>
            {
                services.AddLogging(logging => Configure(logging.SetMinimumLevel(LogLevel.Error), log));
                if (time is not null)
                    services.AddSingleton(time);
                if (network is not null)
                    services.AddSingleton(network);
            }
        );
        await built.StartAsync(TestContext.Current.CancellationToken);
        return new RunningSilo(built);
    }

    public WakuClient OpenClient() => new(Address.ToString(), ApiKey);

    /// <summary>The client that bots within the silo use.</summary>
    public IWakuClient OpenInProcess() =>
        new InProcessClient(app.Services.GetRequiredService<IMediator>(), Tenants.Default);

    /// <summary>Stops it as an operator does.</summary>
    public Task StopAsync() => app.StopAsync(CancellationToken.None);

    // The most that anybody could be made to write down.
    private static void Configure(ILoggingBuilder logging, RememberingLog? log)
    {
        if (log is null)
            return;
        logging.AddProvider(log);
        logging.AddFilter<RememberingLog>(category: null, LogLevel.Trace);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
