using System.Collections.Immutable;
using Orleans.Concurrency;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Orleans.Activation;
using WakuGrains.Orleans.Placement;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Protocol.SecureTransport;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Orleans.Grains;

/// <summary>A session in the cluster.</summary>
[GrainType(GrainTypes.Session)]
[IdentityPlacement]
[Reentrant]
internal sealed class SessionGrain : EntityGrain<SessionState>, ISessionGrain
{
    private readonly SessionEntity session;

    public SessionGrain(ActivationServices services, IEntities entities)
        : base(services, new SessionDefinition(services.Curve))
    {
        var key = SessionKey.Parse(services.Curve, Key);
        session = new SessionEntity(key, Runner, entities.Installation(key.Own), services.Time);
    }

    public Task<SendReceipt> SendAsync(OutboundContent content, string? idempotencyKey, CancellationToken ct) =>
        session.SendAsync(content, idempotencyKey, ct);

    public Task<SendReceipt> SendToManyAsync(
        OutboundContent content,
        ImmutableArray<PublicKey> recipients,
        string? idempotencyKey,
        CancellationToken ct
    ) => session.SendToManyAsync(content, recipients, idempotencyKey, ct);

    public Task SendWrappedAsync(
        ReadOnlyMemory<byte> id,
        ReadOnlyMemory<byte> wrapped,
        bool isCopy,
        CancellationToken ct
    ) => session.SendWrappedAsync(id, wrapped, isCopy, ct);

    public Task SendGroupKeysAsync(ReadOnlyMemory<byte> groupId, ImmutableArray<GroupKey> keys, CancellationToken ct) =>
        session.SendGroupKeysAsync(groupId, keys, ct);

    public Task<ReceiveResult> ReceiveAsync(InboundMessage message, CancellationToken ct) =>
        session.ReceiveAsync(message, ct);

    public Task<AnswerOutcome> AnswerAsync(bool withNewPrekey, bool mayBeStranger, CancellationToken ct) =>
        session.AnswerAsync(withNewPrekey, mayBeStranger, ct);

    public Task LearnBundleAsync(Bundle bundle, CancellationToken ct) => session.LearnBundleAsync(bundle, ct);

    public Task MeetAsync(Bundle bundle, CancellationToken ct) => session.MeetAsync(bundle, ct);

    public Task AcknowledgeAsync(CancellationToken ct) => session.AcknowledgeAsync(ct);

    public Task<PeerTrust> FindTrustAsync(CancellationToken ct) => session.FindTrustAsync(ct);

    public Task DecideAsync(PeerTrust trust, CancellationToken ct) => session.DecideAsync(trust, ct);

    public Task<ImmutableArray<HeldMessage>> ListHeldAsync(CancellationToken ct) => session.ListHeldAsync(ct);

    public Task ReleaseAsync(ReadOnlyMemory<byte> envelopeHash, CancellationToken ct) =>
        session.ReleaseAsync(envelopeHash, ct);

    public Task ResetAsync(CancellationToken ct) => session.ResetAsync(ct);

    public Task<SessionInfo?> FindAsync(CancellationToken ct) => session.FindAsync(ct);
}
