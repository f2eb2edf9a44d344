using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Identities;
using WakuGrains.Inbound;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;
using WakuGrains.Sending;
using WakuGrains.Sessions;
using WakuGrains.Trust;

namespace WakuGrains.Contacts;

/// <summary>Shows sessions to an operator, begins them anew, decides about peers.</summary>
internal sealed class SessionHandlers(
    IEntities entities,
    IEntityCatalog catalog,
    ISecp256k1 curve,
    SessionInbox inbox,
    RecentFailures failures
)
    : IRequestHandler<ListSessions, ImmutableArray<SessionInfo>>,
        IRequestHandler<GetSession, SessionDetails>,
        IRequestHandler<ResetSession>,
        IRequestHandler<DecideTrust>
{
    public async Task<ImmutableArray<SessionInfo>> Handle(ListSessions request, CancellationToken cancellationToken)
    {
        var own = (await entities.RequireAsync(request.Key, cancellationToken)).Primary();
        var found = ImmutableArray.CreateBuilder<SessionInfo>();
        await foreach (var key in catalog.ListKeysAsync(SessionDefinition.KindName, $"{own}/", cancellationToken))
        {
            var session = entities.Session(SessionKey.Parse(curve, key));
            if (await session.FindAsync(cancellationToken) is { } info)
                found.Add(info);
        }

        return found.ToImmutable();
    }

    public async Task<SessionDetails> Handle(GetSession request, CancellationToken cancellationToken)
    {
        var key = await FindKeyAsync(request.Key, request.Peer, cancellationToken);
        return new SessionDetails(await RequireAsync(key, cancellationToken), failures.Of(key));
    }

    public async Task<Unit> Handle(ResetSession request, CancellationToken cancellationToken)
    {
        var key = await FindKeyAsync(request.Key, request.Peer, cancellationToken);
        await RequireAsync(key, cancellationToken);
        await entities.Session(key).ResetAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<Unit> Handle(DecideTrust request, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(request.Trust))
            throw new InvalidRequestException("trust", "trust_unknown", "There is no such decision.");
        var key = await FindKeyAsync(request.Key, request.Peer, cancellationToken);
        await entities.Session(key).DecideAsync(request.Trust, cancellationToken);
        if (request.Trust is PeerTrust.Trusted or PeerTrust.Pinned)
            await inbox.ReadHeldAsync(key, cancellationToken);
        return Unit.Value;
    }

    private async Task<SessionKey> FindKeyAsync(IdentityKey identity, string peer, CancellationToken cancellationToken)
    {
        var key = SendValidation.Identity(curve, peer, "peer", "peer_invalid", "The peer");
        var own = (await entities.RequireAsync(identity, cancellationToken)).Primary();
        return new SessionKey(own, key);
    }

    private async Task<SessionInfo> RequireAsync(SessionKey key, CancellationToken cancellationToken) =>
        await entities.Session(key).FindAsync(cancellationToken) ?? throw new SessionNotFoundException(key.Peer);
}
