using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Tests.Messaging;
using WakuGrains.Testing;

namespace WakuGrains.Orleans.Tests.Archives;

/// <summary>The storage of a cluster, served by two silos.</summary>
internal sealed class ClusterHome(WireTap wire) : IHome
{
    private readonly ClusterWorld world = new() { Wire = wire };

    public NodeOutage Outage => world.Outage;

    public async Task<ILife> ServeAsync() => new Life(await BotCluster.StartAsync(world, 2));

    public Task<IArchiveUnderTest> OpenArchiveAsync() => ArchiveSilo.StartAsync(world);

    public void Dispose() { }

    private sealed class Life(BotCluster cluster) : ILife
    {
        public BotRequests Bots => cluster.Bots;

        public IEntities Entities => cluster.Entities;

        public Task<IReadOnlyCollection<TopicListener>> ListListenersAsync() => cluster.ListListenersAsync();

        public ValueTask DisposeAsync() => cluster.DisposeAsync();
    }
}
