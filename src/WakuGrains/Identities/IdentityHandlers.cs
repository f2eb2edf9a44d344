using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Ports;

namespace WakuGrains.Identities;

/// <summary>Creates and finds identities.</summary>
internal sealed class IdentityHandlers(IEntities entities, IEntityCatalog catalog)
    : IRequestHandler<OpenIdentity, IdentityInfo>,
        IRequestHandler<FindIdentity, IdentityInfo?>,
        IRequestHandler<ListIdentities, ImmutableArray<IdentityInfo>>
{
    public async Task<IdentityInfo> Handle(OpenIdentity request, CancellationToken cancellationToken)
    {
        IdentityLookup.RequireValid(request.Key);
        var identity = await entities.Identity(request.Key).OpenAsync(cancellationToken);
        var installation = entities.Installation(identity.Primary());
        await installation.AnnounceAsync(cancellationToken);
        await installation.PublishContactCodeAsync(force: false, cancellationToken);
        return identity;
    }

    public async Task<IdentityInfo?> Handle(FindIdentity request, CancellationToken cancellationToken)
    {
        IdentityLookup.RequireValid(request.Key);
        return await entities.Identity(request.Key).FindAsync(cancellationToken);
    }

    public async Task<ImmutableArray<IdentityInfo>> Handle(ListIdentities request, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<IdentityInfo>();
        var keys = catalog.ListKeysAsync(IdentityDefinition.KindName, $"{request.Tenant}/", cancellationToken);
        await foreach (var key in keys)
        {
            if (await entities.Identity(IdentityKey.Parse(key)).FindAsync(cancellationToken) is { } identity)
                found.Add(identity);
        }

        return found.ToImmutable();
    }
}
