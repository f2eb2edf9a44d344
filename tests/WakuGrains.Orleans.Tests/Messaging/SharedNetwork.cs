using System.Collections.Concurrent;
using WakuGrains.Orleans.Listening;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;

namespace WakuGrains.Orleans.Tests.Messaging;

/// <summary>A Waku network that reaches further than one cluster: the halves of a divided cluster hear everything, as outside of a test.</summary>
internal sealed class SharedNetwork
{
    private readonly ConcurrentDictionary<string, Member> members = new(StringComparer.Ordinal);

    /// <summary>The node of a silo.</summary>
    /// <param name="cluster">The name of its cluster.</param>
    /// <param name="own">Reaches that.</param>
    public IWakuNode NodeOf(string cluster, LoopbackNode own) => new Node(cluster, own, this);

    /// <summary>A cluster that lives.</summary>
    public void Join(string cluster, IGrainFactory grains) => members[cluster] = new(new LoopbackNode(grains));

    /// <summary>A cluster ends: nobody waits for it any more.</summary>
    public void Leave(string cluster)
    {
        if (members.TryRemove(cluster, out var member))
            member.Left.TrySetResult();
    }

    private IEnumerable<Member> OthersThan(string cluster) =>
        members.Where(member => member.Key != cluster).Select(member => member.Value);

    private sealed record Member(LoopbackNode Node)
    {
        public TaskCompletionSource Left { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task PublishAsync(Envelope envelope, CancellationToken cancellationToken) =>
            await await Task.WhenAny(Node.PublishAsync(envelope, cancellationToken), Left.Task);
    }

    private sealed class Node(string cluster, LoopbackNode own, SharedNetwork network) : IWakuNode
    {
        public string Name => own.Name;

        public Task PublishAsync(Envelope envelope, CancellationToken cancellationToken) =>
            Task.WhenAll(
                network
                    .OthersThan(cluster)
                    .Select(member => member.PublishAsync(envelope, cancellationToken))
                    .Append(own.PublishAsync(envelope, cancellationToken))
            );

        public Task SubscribeAsync(IReadOnlyCollection<string> contentTopics, CancellationToken cancellationToken) =>
            own.SubscribeAsync(contentTopics, cancellationToken);

        public void Attach(IEnvelopeReceiver receiver) => own.Attach(receiver);

        public ValueTask<NodeHealth> CheckHealthAsync(CancellationToken cancellationToken) =>
            own.CheckHealthAsync(cancellationToken);
    }
}
