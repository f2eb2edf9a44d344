using System.Collections.Immutable;
using Orleans.Concurrency;
using WakuGrains.Engine;
using WakuGrains.Groups;
using WakuGrains.Messages;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Placement;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;

namespace WakuGrains.Orleans.Grains;

/// <summary>A group in the cluster.</summary>
[GrainType(GrainTypes.Group)]
[IdentityPlacement]
[Reentrant]
internal sealed class GroupGrain : EntityGrain<GroupState>, IGroupGrain
{
    private readonly GroupEntity group;

    public GroupGrain(ActivationServices services, IEntities entities)
        : base(services, new GroupDefinition(services.Curve))
    {
        var key = GroupAddress.Parse(Key);
        group = new GroupEntity(key, Runner, entities.Installation(key.Own), services.Time);
    }

    public Task<GroupInfo> CreateAsync(string? chatId, CancellationToken ct) => group.CreateAsync(chatId, ct);

    public Task<GroupInfo> JoinAsync(string? chatId, CancellationToken ct) => group.JoinAsync(chatId, ct);

    public Task<GroupInfo?> FindAsync(CancellationToken ct) => group.FindAsync(ct);

    public Task<SendReceipt> SendAsync(OutboundContent content, string? idempotencyKey, CancellationToken ct) =>
        group.SendAsync(content, idempotencyKey, ct);

    public Task<GroupInfo> RekeyAsync(ImmutableArray<PublicKey> members, CancellationToken ct) =>
        group.RekeyAsync(members, ct);

    public Task<GroupKeysLearnt> LearnKeysAsync(PublicKey from, ImmutableArray<GroupKey> keys, CancellationToken ct) =>
        group.LearnKeysAsync(from, keys, ct);

    public Task<ImmutableArray<GroupKey>> ExportKeysAsync(CancellationToken ct) => group.ExportKeysAsync(ct);

    public Task<ReceiveResult> ReceiveAsync(InboundMessage message, CancellationToken ct) =>
        group.ReceiveAsync(message, ct);
}
