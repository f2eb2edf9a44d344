using System.Collections.Immutable;
using Orleans.Concurrency;
using WakuGrains.Engine;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Listening;
using WakuGrains.Ports;
using WakuGrains.Protocol.Waku;
using WakuGrains.Topics;

namespace WakuGrains.Orleans.Grains;

/// <summary>
/// The owner of a share of the content topics. While it lives, the topic table of its silo holds its listeners and the silo's
/// node is subscribed; when its silo dies it comes to life on another.
/// </summary>
[GrainType(GrainTypes.Topics)]
[Reentrant]
internal sealed class TopicShardGrain : EntityGrain<TopicShardState>, ITopicShardGrain
{
    private readonly TopicShardEntity shard;
    private readonly TopicSubscriptions subscriptions;
    private readonly IEnvelopeReceiver receiver;

    public TopicShardGrain(ActivationServices services, TopicTable topics, IWakuNode node, IEnvelopeReceiver receiver)
        : base(services, new TopicShardDefinition())
    {
        shard = new TopicShardEntity(Key, Runner);
        subscriptions = new TopicSubscriptions(topics, node);
        this.receiver = receiver;
    }

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        await subscriptions.TakeAsync(await shard.ListAsync(cancellationToken), cancellationToken);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        subscriptions.LetGo();
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    public async Task<bool> AddAsync(TopicListener listener, CancellationToken cancellationToken)
    {
        var isNew = await shard.AddAsync(listener, cancellationToken);
        await subscriptions.TakeAsync([listener], cancellationToken);
        return isNew;
    }

    public Task<ImmutableArray<TopicListener>> ListAsync(CancellationToken ct) => shard.ListAsync(ct);

    public Task EnsureAsync() => Task.CompletedTask;

    public Task ReceiveAsync(Envelope envelope, CancellationToken ct) => receiver.ReceiveAsync(envelope, ct);
}
