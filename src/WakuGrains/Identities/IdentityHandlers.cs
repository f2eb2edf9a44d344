using System.Collections.Immutable;
using MediatR;
using WakuGrains.Engine;
using WakuGrains.Messages;
using WakuGrains.Ports;
using WakuGrains.Protocol.Primitives;

namespace WakuGrains.Identities;

/// <summary>Creates and finds identities.</summary>
internal sealed class IdentityHandlers(IEntities entities, IEntityCatalog catalog, ISecp256k1 curve)
    : IRequestHandler<OpenIdentity, IdentityInfo>,
        IRequestHandler<ImportIdentity, IdentityInfo>,
        IRequestHandler<ExportIdentity, IdentityExport>,
        IRequestHandler<SetTrustPolicy, IdentityInfo>,
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

    // A new device tells everybody at once: contacts by the contact code, the identity's other devices by the pairing message.
    public async Task<IdentityInfo> Handle(ImportIdentity request, CancellationToken cancellationToken)
    {
        IdentityLookup.RequireValid(request.Key);
        var keyPair = PrivateKeyText.Parse(curve, request.PrivateKey);
        var identity = await entities.Identity(request.Key).ImportAsync(keyPair, cancellationToken);
        var installation = entities.Installation(identity.Primary());
        var isNew = await installation.AnnounceAsync(cancellationToken);
        await installation.PublishContactCodeAsync(force: isNew, cancellationToken);
        if (isNew)
            await installation.AnnouncePairingAsync(cancellationToken);
        return identity;
    }

    public async Task<IdentityExport> Handle(ExportIdentity request, CancellationToken cancellationToken)
    {
        var identity = await entities.RequireAsync(request.Key, cancellationToken);
        var secrets = await entities.Identity(request.Key).FindSecretsAsync(cancellationToken);
        return new IdentityExport(identity, PrivateKeyText.Format(secrets!.KeyPair));
    }

    public async Task<IdentityInfo> Handle(SetTrustPolicy request, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(request.Policy))
            throw new InvalidRequestException("policy", "trust_policy_unknown", "There is no such trust policy.");
        await entities.RequireAsync(request.Key, cancellationToken);
        await entities.Identity(request.Key).SetTrustPolicyAsync(request.Policy, cancellationToken);
        return await entities.RequireAsync(request.Key, cancellationToken);
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
