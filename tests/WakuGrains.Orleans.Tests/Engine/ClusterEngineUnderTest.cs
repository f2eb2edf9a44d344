using WakuGrains.Conformance;
using WakuGrains.Engine;
using WakuGrains.Orleans.Mailboxes;
using WakuGrains.Ports;

namespace WakuGrains.Orleans.Tests.Engine;

/// <summary>One run of the conformance suite in a cluster.</summary>
internal sealed class ClusterEngineUnderTest(EngineCluster cluster) : IEngineUnderTest
{
    public static async Task<IEngineUnderTest> StartAsync(EngineCluster cluster)
    {
        var under = new ClusterEngineUnderTest(cluster);
        await cluster.BeginAsync(under);
        return under;
    }

    public IEntityEngine Engine { get; } = new ClusterEngine(cluster.Grains, cluster.Ledgers);

    public IMailboxStore Mailboxes { get; } = new ClusterMailboxes(cluster.Grains);

    public RecordingNode Node { get; } = new();

    public RecordingCarrier Carrier { get; } = new();

    public CommitGate Gate { get; } = new();

    // What a dead silo had committed and not carried out is taken up where a reminder wakes the entity.
    public async Task RestartAsync()
    {
        await cluster.DropAsync();
        await cluster.WakeAsync();
    }

    public Task PassTimeAsync()
    {
        cluster.Time.Advance(TimeSpan.FromSeconds(30));
        return Task.CompletedTask;
    }

    public Task PutAwayAsync() => cluster.DeactivateAsync();

    public async ValueTask DisposeAsync()
    {
        await cluster.DropAsync();
        Node.Dispose();
        Carrier.Dispose();
    }
}
