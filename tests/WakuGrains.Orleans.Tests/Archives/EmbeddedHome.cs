using Microsoft.Extensions.DependencyInjection;
using WakuGrains.Conformance;
using WakuGrains.Embedded.Hosting;
using WakuGrains.Embedded.InProcess;
using WakuGrains.Engine;
using WakuGrains.Orleans.Tests.Messaging;
using WakuGrains.Ports;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>The store of the embedded engine.</summary>
internal sealed class EmbeddedHome(WireTap wire) : IHome
{
    private readonly TemporaryDirectory directory = new();

    public NodeOutage Outage { get; } = new();

    public async Task<ILife> ServeAsync()
    {
        var node = new InProcessWakuNetwork().CreateNode();
        var tapped = wire.Before(Outage.Before(node));
        var silo = await TestSilo.StartAsync(directory.Path, configure: services => services.AddSingleton(tapped));
        return new Life(silo, node);
    }

    public Task<IArchiveUnderTest> OpenArchiveAsync()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IKeyProtector>(PlainKeyProtector.Instance);
        services.AddWakuGrainsEmbedded(options => options.DataDirectory = directory.Path);
        return Task.FromResult<IArchiveUnderTest>(new Archive(services.BuildServiceProvider()));
    }

    public void Dispose() => directory.Dispose();

    private sealed class Life(TestSilo silo, InProcessWakuNode node) : ILife
    {
        public BotRequests Bots => silo.Bots;

        public IEntities Entities => silo.Services.GetRequiredService<IEntities>();

        public async Task<IReadOnlyCollection<TopicListener>> ListListenersAsync() =>
            await silo.Services.GetRequiredService<IListenerStore>().ReadListenersAsync(default).ToListAsync();

        public async ValueTask DisposeAsync()
        {
            await silo.DisposeAsync();
            node.Dispose();
        }
    }

    private sealed class Archive(ServiceProvider services) : IArchiveUnderTest
    {
        public IArchiveSource Source => services.GetRequiredService<IArchiveSource>();

        public IArchiveTarget Target => services.GetRequiredService<IArchiveTarget>();

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }
}
